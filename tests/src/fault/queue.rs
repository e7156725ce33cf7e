//! What one device asks for, drawn from the seed, and what must have come of it.

use std::collections::BTreeMap;

use bytes::Bytes;
use lanyard_shared::id::{AccountId, OpId};
use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::{PROTOCOL, PushRequest};
use lanyard_shared::record::Account;
use rand::rngs::StdRng;

use crate::load::edits::{self, Change, below};
use crate::load::picture::Picture;
use crate::load::trouble::{Doing, Result, Trouble};

/// Most intents in one push.
const MOST: u64 = 20;
/// One push in so many begins with a new member, whose password costs the server a slow hash.
const CREATES: u64 = 8;
/// One edit in so many is one that the server must refuse: its verdict is kept as well.
const REFUSED: u64 = 25;
/// The fields that are edited.
const FIELDS: [&str; 4] = ["home_phone", "cell_phone", "first_name", "last_name"];
/// How far the numbers of two devices lie apart.
const STRIDE: u64 = 10_000_000;

/// An intent that was sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) op_id: OpId,
    pub(super) seq: u64,
    /// Whether the server must let it take effect.
    pub(super) takes_effect: bool,
}

/// A push as it travels, and goes again while it has no answer.
pub(super) struct Sent {
    pub(super) body: Bytes,
    pub(super) intents: Vec<Asked>,
    /// It was on its way before the kill.
    pub(super) before_kill: bool,
}

impl Sent {
    /// The place of its last intent.
    pub(super) fn last_seq(&self) -> u64 {
        self.intents.last().map_or(0, |asked| asked.seq)
    }
}

/// Draws the edits of one device and remembers what they come to.
pub(super) struct Author {
    rng: StdRng,
    /// Makes every value that is set a new one.
    number: u64,
    /// Its people, with their fields as they are once everything asked for has taken effect.
    people: Vec<Person>,
}

/// One account and what its fields must be.
pub(super) struct Person {
    pub(super) account: AccountId,
    pub(super) fields: BTreeMap<&'static str, String>,
}

impl Author {
    /// The author at device `number`.
    pub(super) fn new(number: usize, people: &[Account], rng: StdRng) -> Self {
        Self {
            rng,
            number: STRIDE * number as u64,
            people: people.iter().map(Person::of).collect(),
        }
    }

    /// Its people as they must be.
    pub(super) fn people(&self) -> &[Person] {
        &self.people
    }

    /// The next push of a queue that was decided up to `last_seq`.
    pub(super) fn next(&mut self, picture: &Picture, last_seq: u64) -> Result<Sent> {
        let mut envelopes = Vec::new();
        let mut intents = Vec::new();
        let count = 1 + below(&mut self.rng, MOST);
        for seq in (last_seq + 1..).take(usize::try_from(count).unwrap_or(1)) {
            let first = seq == last_seq + 1;
            let (envelope, takes_effect) = if first && below(&mut self.rng, CREATES) == 0 {
                (self.create(picture, seq)?, true)
            } else {
                self.edit(picture, seq)?
            };
            intents.push(Asked {
                op_id: envelope.op_id,
                seq,
                takes_effect,
            });
            envelopes.push(envelope);
        }
        let push = PushRequest {
            protocol: PROTOCOL,
            epoch: picture.cursor()?.epoch,
            acked_through: last_seq,
            head: Some(picture.head()?.clone()),
            intents: envelopes,
        };
        Ok(Sent {
            body: serde_json::to_vec(&push).doing("write a push")?.into(),
            intents,
            before_kill: true,
        })
    }

    fn create(&mut self, picture: &Picture, seq: u64) -> Result<Envelope> {
        let now = picture.now()?;
        self.number += 1;
        let username = format!("robin.vale.{}", self.number);
        let create = edits::create(picture, &username, &mut self.rng)?;
        self.people.push(Person::of(&create.account(now)));
        let op_id = edits::op_id(now, &mut self.rng);
        edits::create_envelope(create, picture, op_id, seq)
    }

    fn edit(&mut self, picture: &Picture, seq: u64) -> Result<(Envelope, bool)> {
        self.number += 1;
        let op_id = edits::op_id(picture.now()?, &mut self.rng);
        let field = *pick(&FIELDS, &mut self.rng)?;
        let refused = below(&mut self.rng, REFUSED) == 0;
        let place = below(&mut self.rng, self.people.len() as u64);
        let person = usize::try_from(place)
            .ok()
            .and_then(|place| self.people.get_mut(place));
        let person = person.ok_or_else(|| Trouble::failed("a device has nobody to edit"))?;
        let was = person.fields.get(field).cloned().unwrap_or_default();
        let set = match field {
            "home_phone" | "cell_phone" => edits::phone(self.number),
            _ => format!("Name {}", self.number),
        };
        // What the author saw was never there: somebody else's value stands.
        let saw = if refused { edits::phone(1) } else { was };
        let change = Change {
            account: person.account,
            field,
            was: &saw,
            set: &set,
        };
        let envelope = edits::set_field_envelope(&change, picture, op_id, seq)?;
        if !refused {
            person.fields.insert(field, set);
        }
        Ok((envelope, !refused))
    }
}

impl Person {
    /// A person as their record has it.
    pub(super) fn of(account: &Account) -> Self {
        let fields = FIELDS.map(|field| {
            let value = match field {
                "first_name" => account.first_name.clone(),
                "last_name" => account.last_name.clone(),
                "home_phone" => account.home_phone.clone().unwrap_or_default(),
                _ => account.cell_phone.clone().unwrap_or_default(),
            };
            (field, value)
        });
        Self {
            account: account.id,
            fields: fields.into_iter().collect(),
        }
    }
}

fn pick<'a, T>(items: &'a [T], rng: &mut StdRng) -> Result<&'a T> {
    let place = below(rng, items.len() as u64);
    let item = usize::try_from(place)
        .ok()
        .and_then(|place| items.get(place));
    item.ok_or_else(|| Trouble::failed("there is nothing to pick"))
}
