//! The program `lanyard` as a process of its own, which can be killed and started again.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::load::trouble::{Doing, Result, Trouble};

/// The beginning of the line by which the server says that it answers.
const READY: &str = "Lanyard is ready at ";
/// A start with a long log to recover takes a moment; one that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many of the log's last lines are shown when a start fails.
const TAIL: usize = 20;
/// What a person has set for their own server is not for this one.
const OWN_SETTINGS: [&str; 9] = [
    "LANYARD_DATA",
    "LANYARD_KEY_FILE",
    "LANYARD_LISTEN",
    "LANYARD_LOG",
    "LANYARD_MAIL_FROM",
    "LANYARD_PUBLIC_URL",
    "LANYARD_SMTP_URL",
    "LANYARD_TLS_CERT",
    "LANYARD_TLS_KEY",
];

/// A server on a folder and a port of its own.
pub struct Program {
    lanyard: PathBuf,
    folder: PathBuf,
    address: SocketAddr,
    process: Option<Process>,
}

/// A server that runs. Dropped, it is killed.
pub struct Process(Child);

impl Process {
    /// Ends it without warning (SIGKILL), and waits until the system has cleared it away.
    ///
    /// # Errors
    /// [`Trouble::Failed`].
    pub fn kill(&mut self) -> Result<()> {
        self.0.kill().doing("kill the server")?;
        self.0.wait().doing("wait for the server")?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // One that was killed before is no trouble.
        let _ = self.kill();
    }
}

impl Program {
    /// A demonstration with so many people in `folder`, not yet served.
    ///
    /// # Errors
    /// [`Trouble::Failed`] with what the program said.
    pub fn with_demo(lanyard: &Path, folder: &Path, staff: usize) -> Result<Self> {
        std::fs::create_dir_all(folder).doing("make the folder")?;
        let program = Self {
            lanyard: lanyard.to_owned(),
            folder: folder.to_owned(),
            address: free_address()?,
            process: None,
        };
        let mut seed = program.command("seed");
        seed.args(["--demo", "--staff", &staff.to_string()]);
        let seeded = seed.output().doing("start `lanyard seed`")?;
        if seeded.status.success() {
            return Ok(program);
        }
        let words = String::from_utf8_lossy(&seeded.stderr).into_owned();
        Err(Trouble::Failed(format!("`lanyard seed` failed: {words}")))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The file of its database.
    pub fn database(&self) -> PathBuf {
        self.data().join("lanyard.db")
    }

    /// Its process, while it runs.
    pub fn process(&self) -> Option<u32> {
        self.process.as_ref().map(|process| process.0.id())
    }

    /// Starts it and waits until it answers.
    ///
    /// # Errors
    /// [`Trouble::Failed`] with the end of its log.
    pub fn start(&mut self) -> Result<()> {
        let said = self.spawn()?;
        loop {
            match said.recv_timeout(PATIENCE) {
                Ok(line) if line.starts_with(READY) => return Ok(()),
                Ok(_) => {}
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    return Err(self.not_started("is not ready"));
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    return Err(self.not_started("ended while it started"));
                }
            }
        }
    }

    /// Starts it and kills it after so long, or when it is ready if that comes first.
    ///
    /// # Errors
    /// [`Trouble::Failed`].
    pub fn start_and_kill(&mut self, after: Duration) -> Result<()> {
        let said = self.spawn()?;
        let _ = said.recv_timeout(after);
        self.kill()
    }

    /// Kills it where it runs.
    ///
    /// # Errors
    /// [`Trouble::Failed`].
    pub fn kill(&mut self) -> Result<()> {
        match self.process.take() {
            Some(mut process) => process.kill(),
            None => Ok(()),
        }
    }

    /// Hands the process over to whoever is to kill it.
    ///
    /// # Errors
    /// [`Trouble::Failed`] where it does not run.
    pub fn take_process(&mut self) -> Result<Process> {
        let process = self.process.take();
        process.ok_or_else(|| Trouble::failed("the server does not run"))
    }

    fn spawn(&mut self) -> Result<mpsc::Receiver<String>> {
        let mut serve = self.command("serve");
        serve
            .args(["--listen", &self.address.to_string()])
            .args(["--public-url", &format!("http://{}", self.address)])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(self.log()?);
        let mut child = serve.spawn().doing("start `lanyard serve`")?;
        let output = child.stdout.take();
        self.process = Some(Process(child));
        let output = output.ok_or_else(|| Trouble::failed("the server has no output"))?;
        let (say, said) = mpsc::channel();
        // Read to its end, so that the server never waits for a reader.
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(|line| line.ok()) {
                let _ = say.send(line);
            }
        });
        Ok(said)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.lanyard);
        for setting in OWN_SETTINGS {
            command.env_remove(setting);
        }
        command.arg(name).arg("--data").arg(self.data());
        command
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log_path(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    /// The log of all its lives, on a disk as in a practice: writing it is part of the work.
    fn log(&self) -> Result<File> {
        let mut options = OpenOptions::new();
        let log = options.create(true).append(true).open(self.log_path());
        log.doing("open the server's log")
    }

    fn not_started(&mut self, how: &str) -> Trouble {
        let killed = self.kill();
        let log = std::fs::read_to_string(self.log_path()).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let tail = lines.get(lines.len().saturating_sub(TAIL)..);
        let tail = tail.unwrap_or_default().join("\n");
        match killed {
            Ok(()) => Trouble::Failed(format!("the server {how}:\n{tail}")),
            Err(trouble) => trouble,
        }
    }
}

/// A port of this computer that nobody listens on.
fn free_address() -> Result<SocketAddr> {
    let any = (Ipv4Addr::LOCALHOST, 0);
    let probe = TcpListener::bind(any).and_then(|socket| socket.local_addr());
    probe.doing("find a free port")
}

/// The program `lanyard` of the same build as this program.
pub fn beside_this_one() -> PathBuf {
    let name = format!("lanyard{}", std::env::consts::EXE_SUFFIX);
    let here = std::env::current_exe().unwrap_or_default();
    here.with_file_name(name)
}
