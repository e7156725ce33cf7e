//! The server's process dies, backups are made, and another database is put in the place of the
//! present one.

use lanyard_shared::replica::CallTrouble;
use lanyard_shared::time::UnixMillis;

use crate::simulation::broken::Held;
use crate::simulation::network::Load;
use crate::simulation::report::Counted;
use crate::simulation::server::Caller;
use crate::simulation::world::World;

impl World {
    /// Mostly while somebody waits for it.
    pub(super) fn server_is_killed(&mut self) -> Held {
        if !self.server.is_busy() && !self.chance.one_in(6) {
            return Ok(());
        }
        self.count(Counted::ServerKilled);
        self.kill_server()
    }

    fn kill_server(&mut self) -> Held {
        let (callers, lost) = self.server.kill();
        self.note(format!("the server dies, {lost} writes are lost"));
        if lost > 0 {
            self.count(Counted::GroupLost);
        }
        self.hang_up(callers)
    }

    /// Whoever waited for an answer hears that there is none.
    fn hang_up(&mut self, callers: Vec<Caller>) -> Held {
        for Caller {
            device, tab, call, ..
        } in callers
        {
            // Which of both it was the tab knows by the number.
            let answer = Err(CallTrouble::Offline);
            self.send(device, tab, Load::Pushed { call, answer })?;
            let answer = Err(CallTrouble::Offline);
            self.send(device, tab, Load::Pulled { call, answer })?;
        }
        Ok(())
    }

    pub(super) fn server_is_backed_up(&mut self) -> Held {
        self.note("a backup is made".to_owned());
        let now = UnixMillis(self.now());
        self.server.back_up(&self.oracle.history, now)
    }

    pub(super) fn backup_is_restored(&mut self) -> Held {
        self.put_back(Counted::Restored)
    }

    pub(super) fn file_is_put_back(&mut self) -> Held {
        self.put_back(Counted::PutBack)
    }

    fn put_back(&mut self, how: Counted) -> Held {
        let now = UnixMillis(self.now());
        let anew = (how == Counted::Restored).then_some(now);
        let (callers, _) = self.server.kill();
        let history = self.server.put_back(&mut self.chance, anew)?;
        self.hang_up(callers)?;
        let Some(history) = history else {
            return Ok(());
        };
        self.note(how.words().to_owned());
        self.count(how);
        self.put_backs += 1;
        if self.put_backs > 1 {
            // What is put back now may have more of a queue than what was put back before.
            for device in &mut self.devices {
                device.copied = true;
            }
        }
        self.oracle.put_back(history);
        self.committed()?;
        self.oracle.check_whole(&self.server.database().lock())
    }
}
