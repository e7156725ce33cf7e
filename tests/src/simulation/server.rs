//! The server: the real services over a database in memory. Its process can die; the database stays.

use std::pin::Pin;
use std::sync::Arc;

use lanyard_server::app::{App, Limits};
use lanyard_server::effects::testing::TestClock;
use lanyard_server::error::{Error, Result};
use lanyard_server::service::sessions::{self, Actor};
use lanyard_server::service::sync;
use lanyard_server::store::database::{Database, Shared};
use lanyard_server::store::{audit, backups, history};
use lanyard_shared::id::{AccountId, DeviceId, EpochId};
use lanyard_shared::protocol::{
    Problem, ProblemKind, PullAnswer, PullRequest, PushAnswer, PushRequest, Rev,
};
use lanyard_shared::time::UnixMillis;

use super::broken::Held;
use super::chance::{Chance, Dice};
use super::driving::{poll, settle};
use super::oracle::History;
use super::template::{Process, Template};

/// Larger bodies are refused, so that a large intent need not be a megabyte.
const LARGEST: usize = 16 * 1024;
/// How many backups are kept.
const BACKUPS: usize = 3;

/// The server.
pub(super) struct Server {
    database: Shared,
    process: Process,
    pub(super) clock: Arc<TestClock>,
    pub(super) dice: Arc<Dice>,
    limits: Limits,
    /// Calls that wait for their commit.
    serving: Vec<Serving>,
    /// Acts of the server's own that do.
    acts: Vec<Pin<Box<dyn Future<Output = Result<()>>>>>,
    backups: Vec<Backup>,
    /// The newest revision that any noted backup has.
    pub(super) backed_up: Rev,
    epochs: u128,
}

/// A copy of the database, and what was true in it.
#[derive(Clone)]
struct Backup {
    image: Vec<u8>,
    history: History,
}

/// Where the answer of a call goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    pub(super) device: usize,
    pub(super) tab: u64,
    pub(super) call: u64,
    /// In whose name.
    pub(super) account: AccountId,
}

struct Serving {
    caller: Caller,
    future: Pin<Box<dyn Future<Output = Served>>>,
}

/// What a call asks for, as it travels.
#[derive(Clone, Debug)]
pub(super) enum Body {
    Push(Vec<u8>),
    Pull(Vec<u8>),
}

/// What comes of it.
#[derive(Clone, Debug)]
pub(super) enum Served {
    Push(std::result::Result<PushAnswer, Box<Problem>>),
    Pull(std::result::Result<Box<PullAnswer>, Box<Problem>>),
}

impl Server {
    pub(super) fn new(template: &Template, chance: &mut Chance) -> Held<Self> {
        let database = Database::from_image(&template.image, EpochId(uuid::Uuid::nil()))?;
        let database = Shared::new(database);
        let clock = Arc::new(TestClock::default());
        let dice = Arc::new(Dice::new(chance.seed()));
        let limits = Limits {
            page: 3 + chance.below(9),
            looked_at: 6 + chance.below(20),
            push_sealed: 2 + chance.below(4),
        };
        Ok(Self {
            process: Process::start(database.clone(), clock.clone(), dice.clone(), limits),
            database,
            clock,
            dice,
            limits,
            serving: Vec::new(),
            acts: Vec::new(),
            backups: Vec::new(),
            backed_up: Rev(0),
            epochs: 1,
        })
    }

    /// The database, to look into.
    pub(super) fn database(&self) -> &Shared {
        &self.database
    }

    /// Lets an act of the server's own come to its end.
    pub(super) fn settle<T>(&mut self, act: impl AsyncFnOnce(App) -> Result<T>) -> Result<T> {
        let app = self.process.app.clone();
        settle(&mut self.process.worker, act(app))
    }

    /// Begins an act of the server's own; it waits for its commit like others.
    pub(super) fn act(&mut self, act: impl AsyncFnOnce(App) -> Result<()> + 'static) {
        let app = self.process.app.clone();
        let mut act: Pin<Box<dyn Future<Output = Result<()>>>> = Box::pin(act(app));
        if poll(act.as_mut()).is_none() {
            self.acts.push(act);
        }
    }

    /// A call arrives. Gives its answer where that needs no commit.
    pub(super) fn call(
        &mut self,
        caller: Caller,
        device: DeviceId,
        token: Option<String>,
        body: Body,
    ) -> Option<(Caller, Served)> {
        let app = self.process.app.clone();
        let mut future: Pin<Box<dyn Future<Output = Served>>> = Box::pin(async move {
            let account = caller.account;
            match body {
                Body::Push(body) => {
                    let done = push(&app, account, token.as_deref(), device, &body).await;
                    Served::Push(done.map_err(told))
                }
                Body::Pull(body) => {
                    let done = pull(&app, account, token.as_deref(), device, &body).await;
                    Served::Pull(done.map(Box::new).map_err(told))
                }
            }
        });
        match poll(future.as_mut()) {
            Some(served) => Some((caller, served)),
            None => {
                self.serving.push(Serving { caller, future });
                None
            }
        }
    }

    /// Whether anybody waits for a commit.
    pub(super) fn is_busy(&self) -> bool {
        !self.serving.is_empty() || self.process.worker.waiting() > 0
    }

    /// Commits what waits in one group, at most so many writes.
    pub(super) fn commit(&mut self, most: usize) {
        self.process.worker.step(most);
    }

    /// Calls that are done.
    pub(super) fn done(&mut self) -> Vec<(Caller, Served)> {
        let mut done = Vec::new();
        let mut waiting = Vec::new();
        for mut serving in std::mem::take(&mut self.serving) {
            match poll(serving.future.as_mut()) {
                Some(served) => done.push((serving.caller, served)),
                None => waiting.push(serving),
            }
        }
        self.serving = waiting;
        self.acts.retain_mut(|act| poll(act.as_mut()).is_none());
        done
    }

    /// The process dies and another is started. Gives who waited for an answer, and how many writes
    /// were lost.
    pub(super) fn kill(&mut self) -> (Vec<Caller>, usize) {
        let callers = self.serving.iter().map(|serving| serving.caller).collect();
        let lost = self.process.worker.waiting();
        self.serving.clear();
        self.acts.clear();
        self.process = Process::start(
            self.database.clone(),
            self.clock.clone(),
            self.dice.clone(),
            self.limits,
        );
        (callers, lost)
    }

    /// Makes a backup, and notes that it is there and was checked, as `backup` does.
    pub(super) fn back_up(&mut self, history: &History, at: UnixMillis) -> Held {
        let image = self.database.lock().image()?;
        if self.backups.len() == BACKUPS {
            self.backups.remove(0);
        }
        let noted = self.database.lock().write(|tx| {
            let head = audit::head(tx)?;
            let (epoch, rev) = (head.epoch, head.rev);
            backups::note(tx, backups::Backup { epoch, rev, at })
        });
        // On a disk in trouble it stays a backup that nobody knows of.
        if noted.is_ok() {
            self.backed_up = self.backed_up.max(history.rev);
        }
        self.backups.push(Backup {
            image,
            history: history.clone(),
        });
        Ok(())
    }

    /// Puts one of the backups in the place of the database and starts anew; `anew` begins a new
    /// history, as the command `restore` does. Gives what is true now; `None` where there is no
    /// backup.
    pub(super) fn put_back(
        &mut self,
        chance: &mut Chance,
        anew: Option<UnixMillis>,
    ) -> Held<Option<History>> {
        let Some(backup) = chance.pick(&self.backups).cloned() else {
            return Ok(None);
        };
        let nil = EpochId(uuid::Uuid::nil());
        let mut database = Database::from_image(&backup.image, nil)?;
        if let Some(now) = anew {
            self.epochs += 1;
            let epoch = EpochId(uuid::Uuid::from_u128(self.epochs));
            database.write(|tx| history::begin(tx, epoch, now))?;
        }
        *self.database.lock() = database;
        self.kill();
        Ok(Some(backup.history))
    }
}

/// What `POST /api/sync/push` does with a call.
async fn push(
    app: &App,
    account: AccountId,
    token: Option<&str>,
    device: DeviceId,
    body: &[u8],
) -> Result<PushAnswer> {
    let actor = admit(app, account, token).await?;
    if body.len() > LARGEST {
        return Err(Error::refused(ProblemKind::TooLarge, "problem-too-large"));
    }
    let request: PushRequest = read(body)?;
    sync::push(app, &actor, device, request).await
}

/// What `POST /api/sync/pull` does with a call.
async fn pull(
    app: &App,
    account: AccountId,
    token: Option<&str>,
    device: DeviceId,
    body: &[u8],
) -> Result<PullAnswer> {
    let actor = admit(app, account, token).await?;
    let request: PullRequest = read(body)?;
    sync::pull(app, &actor, device, request).await
}

async fn admit(app: &App, account: AccountId, token: Option<&str>) -> Result<Actor> {
    let actor = sessions::actor(app, token).await?;
    if actor.account != account {
        let kind = ProblemKind::WrongAccount;
        return Err(Error::refused(kind, "problem-wrong-account"));
    }
    Ok(actor)
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T> {
    serde_json::from_slice(body)
        .map_err(|_| Error::refused(ProblemKind::Malformed, "problem-malformed"))
}

fn told(error: Error) -> Box<Problem> {
    Box::new(error.into_problem("simulated"))
}
