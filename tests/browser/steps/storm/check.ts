/** What must be true when the storm is over. */
import { isDeepStrictEqual } from "node:util";
import type { Answered, Copy, Row } from "../../fixtures/copy.ts";
import { type Planned, type Sort, valueOf } from "./plan.ts";

/** What became of the edits. */
export interface Outcome {
  /** How many edits ended how: `disjoint: merged` and so on. */
  verdicts: Record<string, number>;
  /** Edits that took effect, by their sort. */
  effective: Record<Sort, number>;
  /** Edits that are neither in the server's rows nor, as typed, on their author's list. */
  lost: string[];
  /** Everything else that must not be. */
  wrong: string[];
}

const TOOK_EFFECT = ["applied", "merged"];

/** Looks at every edit, at the rows of the server, and at each device's copy. */
export function judge(planned: Planned[][], copies: Copy[], server: Row[]): Outcome {
  const outcome: Outcome = {
    verdicts: {},
    effective: { disjoint: 0, "same field": 0, "deactivate against edit": 0, "same username": 0 },
    lost: [],
    wrong: [],
  };
  const effective: Planned[] = [];
  planned.forEach((edits, device) => {
    for (const planned of edits) {
      const verdict = follow(planned, copies[device]!, outcome);
      if (!TOOK_EFFECT.includes(verdict)) continue;
      outcome.effective[planned.sort] += 1;
      effective.push(planned);
    }
  });
  compareWithRows(effective, server, outcome);
  lookForTwins(server, outcome);
  copies.forEach((copy, device) => {
    for (const difference of differences(copy.rows, server)) outcome.wrong.push(`device ${device}: ${difference}`);
  });
  return outcome;
}

/** Finds the one place where the edit ended. */
function follow(planned: Planned, copy: Copy, outcome: Outcome): string {
  const { op_id } = planned.edit;
  const holds = ({ envelope }: { envelope: { op_id: string } }) => envelope.op_id === op_id;
  const [answered, listed] = [copy.answered.filter(holds), copy.attention.filter(holds)];
  const found: Answered[] = [...answered, ...listed];
  const [end] = found;
  if (!end || found.length > 1 || copy.outbox.some(holds)) {
    outcome.lost.push(`${planned.sort} ${op_id} is in ${found.length} places with an answer`);
    return "";
  }
  const verdict = end.verdict.outcome.result;
  const key = `${planned.sort}: ${verdict}`;
  outcome.verdicts[key] = (outcome.verdicts[key] ?? 0) + 1;
  if (!isDeepStrictEqual(end.envelope.body, planned.edit.body)) {
    outcome.lost.push(`${key} ${op_id} is not as it was typed`);
  }
  if (TOOK_EFFECT.includes(verdict) !== answered.length > 0) {
    outcome.wrong.push(`${key} ${op_id} is on the wrong list`);
  }
  return verdict;
}

/** What took effect is what the server's rows show. */
function compareWithRows(effective: Planned[], server: Row[], outcome: Outcome): void {
  const accounts = new Map(server.map((row) => [row.record.id, row.record]));
  for (const { edit, sort, account, field, value } of effective) {
    const record = accounts.get(account);
    const held = record ? valueOf(record, field) : "nothing";
    if (held !== value) outcome.lost.push(`${sort} ${edit.op_id}: ${field} is ${held}, not ${value}`);
  }
}

/** Nobody has the username of another. */
function lookForTwins(server: Row[], outcome: Outcome): void {
  const names = server
    .filter(({ record }) => record.kind === "account")
    .map(({ record }) => String(record.username).toLowerCase());
  const twins = names.filter((name, place) => names.indexOf(name) !== place);
  for (const name of twins) outcome.wrong.push(`two accounts are called ${name}`);
}

/** Where two sets of rows differ. */
export function differences(mine: Row[], theirs: Row[]): string[] {
  const [own, other] = [mine, theirs].map((rows) => {
    const keyed = rows.map((row) => [`${row.record.kind} ${row.record.id ?? ""}`, row] as const);
    return new Map(keyed);
  });
  const keys = new Set([...own!.keys(), ...other!.keys()]);
  return [...keys].filter((key) => !isDeepStrictEqual(own!.get(key), other!.get(key)));
}
