//! A mail server of a few lines (SMTP, RFC 5321) that refuses or breaks off where it is told to.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::server::plain;

/// What the server does at one step of a conversation.
#[derive(Clone, Copy)]
pub(super) enum Trouble {
    /// It takes the mail.
    None,
    /// At the step that begins with the first word it says the second.
    Says(&'static str, &'static str),
    /// At that step it ends the connection without a word.
    Hangs(&'static str),
}

/// A mail server that runs.
pub(super) struct MailServer {
    pub(super) url: String,
    trouble: Arc<Mutex<Trouble>>,
    accepted: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    pub(super) async fn start() -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", socket.local_addr().unwrap());
        let trouble = Arc::new(Mutex::new(Trouble::None));
        let accepted = Arc::new(Mutex::new(Vec::new()));
        let (told, mails) = (Arc::clone(&trouble), Arc::clone(&accepted));
        tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                let trouble = *told.lock().unwrap();
                if let Some(mail) = converse(stream, trouble).await {
                    mails.lock().unwrap().push(mail);
                }
            }
        });
        Self {
            url,
            trouble,
            accepted,
        }
    }

    pub(super) fn now(&self, trouble: Trouble) {
        *self.trouble.lock().unwrap() = trouble;
    }

    /// The mails that it has taken.
    pub(super) fn accepted(&self) -> Vec<String> {
        self.accepted.lock().unwrap().clone()
    }
}

/// One conversation; gives the mail, where it was taken.
async fn converse(stream: TcpStream, trouble: Trouble) -> Option<String> {
    let mut stream = BufReader::new(stream);
    let mut taken = None;
    answer(&mut stream, "CONNECT", "220 mail.example.org", trouble).await?;
    let mut line = String::new();
    loop {
        line.clear();
        // Whoever hangs up before QUIT has the mail delivered all the same.
        if stream.read_line(&mut line).await.ok()? == 0 {
            return taken;
        }
        let step = line.trim_end().to_uppercase();
        if step.starts_with("QUIT") {
            let _ = answer(&mut stream, &step, "221 bye", Trouble::None).await;
            return taken;
        }
        let reply = if step.starts_with("DATA") {
            "354 go on"
        } else {
            "250 ok"
        };
        if answer(&mut stream, &step, reply, trouble).await? && step.starts_with("DATA") {
            let mail = read_mail(&mut stream).await?;
            if answer(&mut stream, ".", "250 taken", trouble).await? {
                taken = Some(plain(mail.as_bytes()));
            }
        }
    }
}

async fn read_mail(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut mail = String::new();
    while !mail.ends_with("\r\n.\r\n") {
        if stream.read_line(&mut mail).await.ok()? == 0 {
            return None;
        }
    }
    Some(mail)
}

/// Whether the step was granted; `None` where the conversation is over.
async fn answer(
    stream: &mut BufReader<TcpStream>,
    step: &str,
    reply: &str,
    trouble: Trouble,
) -> Option<bool> {
    let (reply, granted) = match trouble {
        Trouble::Hangs(at) if step.starts_with(at) => return None,
        Trouble::Says(at, refusal) if step.starts_with(at) => (refusal, false),
        _ => (reply, true),
    };
    let line = format!("{reply}\r\n");
    stream.get_mut().write_all(line.as_bytes()).await.ok()?;
    Some(granted)
}
