/** A small storm of conflicts; the whole one is `cargo xtask fault storm`. */
import { expect, test } from "../fixtures.ts";
import type { Copy, Row } from "../fixtures/copy.ts";
import { expectNoHarm, storm } from "../steps/storm.ts";
import { judge } from "../steps/storm/check.ts";
import type { Planned } from "../steps/storm/plan.ts";

test("five devices come back with edits of the same people, and none is lost", async ({ stage }) => {
  test.setTimeout(300_000);
  expectNoHarm(await storm(stage, { devices: 5, edits: 10 }, 7));
});

/** An edit that took effect on one device: its plan, that device's copy, and the server's rows. */
function calmSea(): { planned: Planned[][]; copy: Copy; server: Row[] } {
  const body = { record: "a", changes: { last_name: { was: "Old", set: "New" } } };
  const edit = { op_id: "1", kind: "staff.set_fields", body };
  const planned: Planned = { edit, sort: "disjoint", account: "a", field: "last_name", value: "New" };
  const envelope = { ...edit, body: structuredClone(body), seq: 1, version: 1, authored_at: 0 };
  const account = (id: string, username: string) => ({ rev: 2, record: { kind: "account", id, username, last_name: "New" } });
  const server = [account("a", "ann"), account("b", "ben")];
  const answered = [{ envelope, verdict: { op_id: "1", outcome: { result: "merged" } } }];
  const copy: Copy = { cursor: undefined, rows: structuredClone(server), outbox: [], attention: [], answered };
  return { planned: [[planned]], copy, server };
}

/** What makes the sea rough, and whether an edit is lost or something else is wrong then. */
const harms: [string, "lost" | "wrong", (sea: ReturnType<typeof calmSea>) => void][] = [
  ["an edit is nowhere", "lost", ({ copy }) => copy.answered.pop()],
  ["an edit is in two places", "lost", ({ copy }) => copy.attention.push(copy.answered[0]!)],
  ["an edit still waits", "lost", ({ copy }) => copy.outbox.push(copy.answered[0]!)],
  ["an edit is not as it was typed", "lost", ({ copy }) => (copy.answered[0]!.envelope.body = {})],
  ["the server's row does not show it", "lost", ({ server }) => (server[0]!.record.last_name = "Old")],
  ["a refused edit counts as answered", "wrong", ({ copy }) => (copy.answered[0]!.verdict.outcome.result = "conflict")],
  ["two accounts have one username", "wrong", ({ server }) => (server[1]!.record.username = "ANN")],
  ["a copy differs from the server", "wrong", ({ copy }) => copy.rows.pop()],
];

test("the judge of the storm finds every sort of harm", () => {
  const { planned, copy, server } = calmSea();
  expect(judge(planned, [copy], server)).toMatchObject({ lost: [], wrong: [], effective: { disjoint: 1 } });
  for (const [what, where, harm] of harms) {
    const sea = calmSea();
    harm(sea);
    expect(judge(sea.planned, [sea.copy], sea.server)[where], what).not.toEqual([]);
  }
});
