//! One connection that sends one push after the other.

use std::fmt::Write;
use std::time::Instant;

use bytes::Bytes;
use lanyard_shared::id::{EpochId, OpId};
use lanyard_shared::protocol::{Outcome, PROTOCOL, Seen};
use lanyard_shared::record::{Record, RecordKey, RecordKind};
use lanyard_shared::time::UnixMillis;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde::Deserialize;

use crate::load::client::Client;
use crate::load::edits::{self, SET_FIELDS};
use crate::load::office::Seat;
use crate::load::picture::Picture;
use crate::load::trouble::{Doing, Result, Trouble};

/// How far the telephone numbers of two connections lie apart.
const STRIDE: u64 = 50_000_000;

/// Somebody who edits without a pause.
pub(super) struct Editor {
    client: Client,
    epoch: EpochId,
    authored_at: UnixMillis,
    /// The newest revision that it has heard of, as it travels. It counts as seen too, as where a
    /// device has pulled since its last push: nobody else edits its people.
    head: String,
    last_seq: u64,
    people: Vec<Person>,
    /// Whose turn it is.
    turn: usize,
    number: u64,
    sent: u64,
    rng: StdRng,
}

/// An account and its telephone number as it is.
struct Person {
    key: RecordKey,
    phone: String,
}

/// From when to when pushes count.
#[derive(Clone, Copy)]
pub(super) struct Window {
    pub(super) start: Instant,
    pub(super) end: Instant,
}

impl Editor {
    /// The editor at this seat.
    pub(super) fn new(number: usize, seat: Seat) -> Result<Self> {
        let people = seat.people.into_iter().map(|account| Person {
            key: RecordKey {
                kind: RecordKind::Account,
                id: account.id.0,
            },
            phone: account.home_phone.unwrap_or_default(),
        });
        Ok(Self {
            epoch: seat.picture.cursor()?.epoch,
            authored_at: seat.picture.now()?,
            head: text(seat.picture.head()?)?,
            client: seat.client,
            last_seq: seat.last_seq,
            people: people.collect(),
            turn: 0,
            number: STRIDE * number as u64,
            sent: 0,
            rng: StdRng::seed_from_u64(number as u64),
        })
    }

    /// How many of its edits have been answered.
    pub(super) fn sent(&self) -> u64 {
        self.sent
    }

    /// Pushes until the window ends, and gives the times in microseconds of the pushes that were
    /// answered in it.
    pub(super) async fn edit(&mut self, batch: usize, window: Window) -> Result<Vec<u32>> {
        // One that was idle for long is closed by the server.
        self.client.connect().await?;
        let mut times = Vec::new();
        loop {
            let body = self.push(batch)?;
            let begun = Instant::now();
            let answer = self.client.push(body).await?;
            let ended = Instant::now();
            self.head = head_of(&answer, batch)?;
            self.sent += batch as u64;
            if ended >= window.end {
                return Ok(times);
            }
            if ended >= window.start {
                let micros = ended.duration_since(begun).as_micros();
                times.push(u32::try_from(micros).unwrap_or(u32::MAX));
            }
        }
    }

    /// The next push as text. Nothing in it needs escaping.
    fn push(&mut self, batch: usize) -> Result<Bytes> {
        let mut text = format!(
            r#"{{"protocol":{PROTOCOL},"epoch":"{}","acked_through":{},"head":{},"intents":["#,
            self.epoch, self.last_seq, self.head
        );
        for place in 0..batch {
            if place > 0 {
                text.push(',');
            }
            self.intent(&mut text)?;
        }
        text.push_str("]}");
        Ok(text.into())
    }

    fn intent(&mut self, text: &mut String) -> Result<()> {
        self.last_seq += 1;
        self.number += 1;
        self.turn = (self.turn + 1) % self.people.len().max(1);
        let op_id: OpId = edits::op_id(self.authored_at, &mut self.rng);
        let person = self.people.get_mut(self.turn);
        let person = person.ok_or_else(|| Trouble::failed("a connection has nobody to edit"))?;
        let set = edits::phone(self.number);
        let (kind, version) = SET_FIELDS;
        let seen = &self.head;
        let (seq, at, id, was) = (
            self.last_seq,
            self.authored_at.0,
            person.key.id,
            &person.phone,
        );
        write!(
            text,
            r#"{{"op_id":"{op_id}","seq":{seq},"kind":"{kind}","version":{version},"authored_at":{at},"seen":{seen},"body":{{"record":"{id}","changes":{{"home_phone":{{"was":"{was}","set":"{set}"}}}}}}}}"#,
        )
        .map_err(|error| Trouble::failed(error.to_string()))?;
        person.phone = set;
        Ok(())
    }

    /// Pulls a fresh snapshot and gives how many of its people do not have the number that was
    /// given to them last.
    pub(super) async fn missing(&mut self) -> Result<usize> {
        self.client.connect().await?;
        let mut picture = Picture::default();
        picture.follow(&mut self.client, self.last_seq).await?;
        let missing = self.people.iter().filter(|person| {
            let row = picture.row(person.key).map(|row| &row.record);
            !matches!(row, Some(Record::Account(account))
                if account.home_phone.as_ref() == Some(&person.phone)
                    || account.home_phone.is_none() && person.phone.is_empty())
        });
        Ok(missing.count())
    }
}

/// The part of an answer that is looked at.
#[derive(Deserialize)]
struct Answer {
    verdicts: Vec<Decided>,
    head: Seen,
}

#[derive(Deserialize)]
struct Decided {
    outcome: Outcome,
}

/// The newest revision as an answer tells it, where every edit has taken effect as asked.
fn head_of(answer: &Bytes, batch: usize) -> Result<String> {
    let read: Answer = serde_json::from_slice(answer).doing("read an answer")?;
    let mut applied = read.verdicts.iter();
    if read.verdicts.len() == batch && applied.all(|one| one.outcome == Outcome::Applied) {
        return text(&read.head);
    }
    let answer = String::from_utf8_lossy(answer);
    Err(Trouble::failed(format!(
        "an edit was not applied: {answer}"
    )))
}

fn text(seen: &Seen) -> Result<String> {
    serde_json::to_string(seen).doing("write a push")
}
