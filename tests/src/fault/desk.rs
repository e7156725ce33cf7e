//! One device in the middle of the faults. It keeps what a browser keeps, and holds the server to
//! everything that it was ever told.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use lanyard_shared::id::OpId;
use lanyard_shared::protocol::{PushAnswer, Verdict};
use lanyard_shared::record::{Record, RecordKey, RecordKind};
use rand::rngs::StdRng;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fault::queue::{Asked, Author, Person, Sent};
use crate::fault::tally::Tally;
use crate::load::client::Client;
use crate::load::office::Seat;
use crate::load::picture::Picture;
use crate::load::trouble::{Doing, Result, Trouble};

/// One device.
pub(super) struct Desk {
    name: String,
    client: Client,
    picture: Picture,
    author: Author,
    last_seq: u64,
    /// The push that the kill left without an answer.
    waiting: Option<Sent>,
    told: Vec<Told>,
    /// How many of `told` are of earlier rounds.
    earlier: usize,
}

/// A push and its verdicts as they came, which must stay so for ever.
struct Told {
    sent: Sent,
    verdicts: Vec<Box<RawValue>>,
}

/// The part of an answer that never changes: what else is in it tells of the moment.
#[derive(Deserialize)]
struct Answer {
    verdicts: Vec<Box<RawValue>>,
}

/// Which answers are asked for again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those of this round.
    Round,
    /// All of them.
    All,
}

impl Desk {
    /// The device of this number.
    pub(super) fn new(number: usize, seat: Seat, rng: StdRng) -> Self {
        Self {
            name: format!("device {number}"),
            author: Author::new(number, &seat.people, rng),
            client: seat.client,
            picture: seat.picture,
            last_seq: seat.last_seq,
            waiting: None,
            told: Vec::new(),
            earlier: 0,
        }
    }

    /// Pushes until the server is killed. A connection that ends before is a fault of its own.
    pub(super) async fn work(&mut self, killed: &AtomicBool, tally: &RefCell<Tally>) -> Result<()> {
        self.earlier = self.told.len();
        loop {
            let mut sent = self.author.next(&self.picture, self.last_seq)?;
            sent.before_kill = !killed.load(Ordering::SeqCst);
            match self.client.push(sent.body.clone()).await {
                Ok(answer) => self.keep(sent, answer, &mut tally.borrow_mut())?,
                Err(Trouble::Lost(_)) if killed.load(Ordering::SeqCst) => {
                    self.waiting = Some(sent);
                    return Ok(());
                }
                Err(trouble) => return Err(self.name_in(trouble)),
            }
        }
    }

    /// Asks how far the queue was decided, and sends what has no answer again as it was.
    pub(super) async fn recover(&mut self, tally: &RefCell<Tally>) -> Result<()> {
        self.client.connect().await?;
        let stored = self.picture.follow(&mut self.client, self.last_seq).await?;
        let decided = self.picture.last_seq()?;
        let head = self.picture.cursor()?.rev;
        if decided < self.last_seq {
            let words = format!("{}: {decided} instead of {}", self.name, self.last_seq);
            tally.borrow_mut().lose("a queue was set back", words);
        }
        let Some(sent) = self.waiting.take() else {
            return Ok(());
        };
        let committed = decided == sent.last_seq();
        let answer = self.client.push(sent.body.clone()).await;
        let tally = &mut *tally.borrow_mut();
        let answer = match answer {
            Ok(answer) => answer,
            Err(refused @ Trouble::Refused { .. }) => {
                tally.note("a retry is refused", self.name_in(refused).to_string());
                return Ok(());
            }
            Err(trouble) => return Err(self.name_in(trouble)),
        };
        let verdicts = read(&answer)?;
        if committed {
            tally.committed += u64::from(sent.before_kill);
            if stored != verdicts {
                tally.note("a retry got other verdicts than were stored", &self.name);
            }
        } else {
            tally.not_committed += u64::from(sent.before_kill);
            if decided > self.last_seq || !stored.is_empty() {
                tally.note("a push was stored in part", &self.name);
            }
            if verdicts.iter().any(|verdict| verdict.rev <= head) {
                tally.note("a push that was not stored has an old revision", &self.name);
            }
        }
        self.keep(sent, answer, tally)
    }

    /// Holds an answer against what was asked for, and keeps it.
    fn keep(&mut self, sent: Sent, answer: Bytes, tally: &mut Tally) -> Result<()> {
        let verdicts = read(&answer)?;
        let place = |asked: &Asked| (asked.op_id, asked.seq);
        let asked = sent.intents.iter().map(place);
        if !asked.eq(verdicts.iter().map(|verdict| (verdict.op_id, verdict.seq))) {
            tally.note("an answer is not about what was asked", &self.name);
        }
        for (asked, verdict) in sent.intents.iter().zip(&verdicts) {
            if asked.takes_effect != verdict.outcome.took_effect() {
                let words = format!("{}: {verdict:?}", self.name);
                tally.note("a verdict is not the right one", words);
            }
        }
        tally.acknowledged += verdicts.len() as u64;
        self.last_seq = sent.last_seq();
        self.told.push(Told {
            sent,
            verdicts: raw(&answer)?,
        });
        Ok(())
    }

    /// Sends pushes that were answered once more: the same verdicts must come, byte by byte.
    pub(super) async fn repeat(&mut self, reach: Reach, tally: &RefCell<Tally>) -> Result<()> {
        let from = if reach == Reach::All { 0 } else { self.earlier };
        for told in self.told.iter().skip(from) {
            let again = match self.client.push(told.sent.body.clone()).await {
                Ok(answer) => raw(&answer)?,
                Err(Trouble::Refused { .. }) => Vec::new(),
                Err(trouble) => return Err(self.name_in(trouble)),
            };
            let mut again = again.iter().map(|verdict| verdict.get());
            for verdict in told.verdicts.iter().map(|verdict| verdict.get()) {
                let now = again.next();
                if now != Some(verdict) {
                    let words = format!("{}: {now:?} instead of {verdict}", self.name);
                    let mut tally = tally.borrow_mut();
                    tally.lose("a verdict is not given again as it was", words);
                }
            }
        }
        Ok(())
    }

    /// Pulls, and looks for the effect of everything that has taken effect.
    pub(super) async fn look(&mut self, reach: Reach, tally: &RefCell<Tally>) -> Result<()> {
        if reach == Reach::All {
            self.picture = Picture::default();
        }
        self.picture.follow(&mut self.client, self.last_seq).await?;
        for person in self.author.people() {
            let key = RecordKey {
                kind: RecordKind::Account,
                id: person.account.0,
            };
            let seen = match self.picture.row(key).map(|row| &row.record) {
                Some(Record::Account(account)) => Person::of(account).fields,
                _ => Default::default(),
            };
            for (field, value) in &person.fields {
                if seen.get(field) != Some(value) {
                    let found = seen.get(field);
                    let words = format!("{}: {field} {value} is {found:?}", self.name);
                    tally.borrow_mut().lose("an effect is not in a pull", words);
                }
            }
        }
        Ok(())
    }

    /// Every intent that has an answer, and whether it took effect.
    pub(super) fn answered(&self) -> impl Iterator<Item = (OpId, bool)> {
        let intents = self.told.iter().flat_map(|told| &told.sent.intents);
        intents.map(|asked| (asked.op_id, asked.takes_effect))
    }

    fn name_in(&self, trouble: Trouble) -> Trouble {
        Trouble::Failed(format!("{}: {trouble}", self.name))
    }
}

fn read(answer: &Bytes) -> Result<Vec<Verdict>> {
    let answer: PushAnswer = serde_json::from_slice(answer).doing("read verdicts")?;
    Ok(answer.verdicts)
}

fn raw(answer: &Bytes) -> Result<Vec<Box<RawValue>>> {
    let answer: Answer = serde_json::from_slice(answer).doing("read verdicts")?;
    Ok(answer.verdicts)
}
