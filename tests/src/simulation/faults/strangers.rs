//! Calls that no replica makes.

use lanyard_shared::id::{AccountId, DeviceId, OpId};
use lanyard_shared::intent::Envelope;
use lanyard_shared::protocol::{PROTOCOL, PushRequest};
use lanyard_shared::time::UnixMillis;

use crate::simulation::broken::Held;
use crate::simulation::network::{SKIPPER, THIEF};
use crate::simulation::report::Counted;
use crate::simulation::server::{Body, Caller};
use crate::simulation::world::World;

impl World {
    /// Somebody sends an intent of somebody else's as their own.
    pub(super) fn intent_is_stolen(&mut self) -> Held {
        let n = self.chance.below(self.browsers.len());
        let session = self
            .browsers
            .get(n)
            .and_then(|browser| browser.session.clone());
        let Some((account, token)) = session else {
            return Ok(());
        };
        let Some(stolen) = self.oracle.of_another(account).cloned() else {
            return Ok(());
        };
        self.note(format!("{account} sends a stolen intent"));
        self.send_by_hand(THIEF, account, token, Envelope { seq: 1, ..stolen })
    }

    /// A queue arrives whose beginning never did.
    pub(super) fn number_is_skipped(&mut self) -> Held {
        let n = self.chance.below(self.browsers.len());
        let session = self
            .browsers
            .get(n)
            .and_then(|browser| browser.session.clone());
        let Some((account, token)) = session else {
            return Ok(());
        };
        let now = UnixMillis(self.now());
        let skipping = Envelope {
            op_id: OpId::new(now, self.chance.bytes()),
            seq: 2,
            kind: "staff.promote".to_owned(),
            version: 1,
            authored_at: now,
            seen: None,
            after: Vec::new(),
            body: serde_json::Value::Null,
        };
        self.oracle.authored(account, &skipping);
        self.count(Counted::NumberSkipped);
        self.note(format!("{account} sends a queue without its beginning"));
        self.send_by_hand(SKIPPER, account, token, skipping)
    }

    fn send_by_hand(
        &mut self,
        tab: u64,
        account: AccountId,
        token: String,
        envelope: Envelope,
    ) -> Held {
        let caller = Caller {
            device: 0,
            tab,
            call: 0,
            account,
        };
        let request = PushRequest {
            protocol: PROTOCOL,
            epoch: self.oracle.model().epoch,
            head: None,
            acked_through: 0,
            intents: vec![envelope],
        };
        let name = DeviceId::new(UnixMillis(self.now()), self.chance.bytes());
        let body = Body::Push(serde_json::to_vec(&request)?);
        match self.server.call(caller, name, Some(token), body) {
            Some((caller, served)) => self.answer(caller, served),
            None => Ok(()),
        }
    }
}
