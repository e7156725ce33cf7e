/**
 * The conflict storm: several devices edit the same people without the server, and come back at once.
 *
 * Real browsers with real stores run the program's own engine against the real server. Only the typing
 * is left out: an edit is queued as another tab of the same browser would queue it (see
 * `fixtures/copy.ts`). The form of an account takes a second for each edit, a thousand of them would
 * be a quarter of an hour of typing, and the journeys type already.
 */
import { expect } from "@playwright/test";
import { join } from "node:path";
import { type Copy, copyOf, queue, type Row, serverRows } from "../fixtures/copy.ts";
import type { Device } from "../fixtures/device.ts";
import { freshFolder } from "../fixtures/folder.ts";
import { lanyard } from "../fixtures/program.ts";
import type { Stage } from "../fixtures/stage.ts";
import { offlineBanner, PATIENCE, readyForOffline } from "./offline.ts";
import type { Person } from "./people.ts";
import { signIn } from "./sign-in.ts";
import { differences, judge, type Outcome } from "./storm/check.ts";
import { peopleNeeded, plan, type Planned, seeded, type Size } from "./storm/plan.ts";

/** The devices are those of so many administrators. */
const ADMINISTRATORS = 3;
/** What has to travel, and to be drawn, on a small machine. */
const CALM = { timeout: 240_000, intervals: [250] };

/** A device, and how often it has asked the server since it came back. */
interface Sailor {
  device: Device;
  pushes: number;
  pulls: number;
}

/** Raises the storm, waits until it is over, and judges it. Answers what there is to tell. */
export async function storm(stage: Stage, size: Size, seed: number): Promise<{ lines: string[]; outcome: Outcome }> {
  const sailors = await embark(stage, size);
  const pages = sailors.map(({ device }) => device.page);
  const planned = await planFor(size, pages[0]!, seed);
  await queueAll(sailors, planned);
  const begun = performance.now();
  for (const { device } of sailors) await device.cutOff(false);
  const { copies, server } = await calm(sailors);
  const seconds = (performance.now() - begun) / 1000;
  for (const { device } of sailors) device.watch.serverBack();
  for (const [nth, { attention }] of copies.entries()) {
    const news = attention.length > 0 ? `Needs attention: ${attention.length}` : "Synced";
    await expect(pages[nth]!.locator(".app-sync__words")).toHaveText(news);
  }
  const outcome = judge(planned, copies, server);
  return { lines: tell(size, seed, seconds, sailors, planned, outcome), outcome };
}

/** A practice with people enough, and each device signed in with a copy of it. */
async function embark(stage: Stage, size: Size): Promise<Sailor[]> {
  const data = join(freshFolder("storm"), "data");
  // Not everybody is in a state in which they can be edited.
  const staff = Math.max(50, 4 * peopleNeeded(size));
  const printed = await lanyard("seed", "--demo", "--staff", `${staff}`, "--data", data);
  const password = /password:?\s+(\S+)/i.exec(printed)?.[1] ?? "";
  const server = await stage.server({ data });
  const open = async (username: string) => {
    const device = await stage.device({ baseURL: server.url });
    await signIn(device.page, { username, password } as Person);
    await expect(device.page.getByRole("table", { name: "Staff" })).toBeVisible(PATIENCE);
    await readyForOffline(device.page);
    return device;
  };
  const first = await open("demo");
  const names = ["demo", ...(await promote(first, ADMINISTRATORS - 1))];
  const devices = [first];
  while (devices.length < size.devices) devices.push(await open(names[devices.length % names.length]!));
  return devices.map((device) => {
    const sailor: Sailor = { device, pushes: 0, pulls: 0 };
    device.page.on("request", (request) => {
      if (request.url().endsWith("/api/sync/push")) sailor.pushes += 1;
      if (request.url().endsWith("/api/sync/pull")) sailor.pulls += 1;
    });
    return sailor;
  });
}

/** Makes so many members administrators; answers their usernames. */
async function promote({ page }: Device, count: number): Promise<string[]> {
  const { rows } = await copyOf(page);
  const role = rows.find(({ record }) => record.kind === "role" && record.name === "Office Manager")?.record.id;
  const chosen = editable(rows).slice(-count);
  const edits = chosen.map(({ record }) => ({
    op_id: crypto.randomUUID(),
    kind: "staff.set_fields",
    body: { record: record.id, changes: { role: { was: record.role, set: role } } },
  }));
  await queue(page, edits);
  const ends = async () => (await copyOf(page)).answered.map(({ verdict }) => verdict.outcome.result);
  await expect.poll(ends).toEqual(chosen.map(() => "applied"));
  return chosen.map(({ record }) => String(record.username));
}

/** Members who can sign in and hold nothing that keeps others from editing them. */
function editable(rows: Row[]): Row[] {
  const weak = rows.filter(({ record }) => record.kind === "role" && /^(Staff|Nurse|Billing Staff)$/.test(`${record.name}`));
  const roles = new Set(weak.map(({ record }) => record.id));
  return rows.filter(({ record }) => {
    // Who works in some offices only neither sees nor edits all the others.
    const plain = record.two_factor === "inactive" && !record.emergency_until && !record.starts_at && !record.offices;
    return record.kind === "account" && record.standing === "active" && plain && roles.has(record.role as string);
  });
}

async function planFor(size: Size, page: Sailor["device"]["page"], seed: number): Promise<Planned[][]> {
  const { rows } = await copyOf(page);
  const people = editable(rows).slice(0, peopleNeeded(size));
  expect(people.length, "people to be edited").toBe(peopleNeeded(size));
  const providers = rows.filter(({ record }) => record.kind === "provider" && record.active).map(({ record }) => record.id!);
  return plan(size, people, providers, seeded(seed));
}

/** Queues each device's edits without the server, and opens the page anew: they are on the disk. */
async function queueAll(sailors: Sailor[], planned: Planned[][]): Promise<void> {
  const newest = Math.max(...(await Promise.all(sailors.map(({ device }) => revision(device)))));
  for (const { device } of sailors) await expect.poll(() => revision(device)).toBe(newest);
  for (const [nth, { device }] of sailors.entries()) {
    device.watch.serverAway();
    await device.cutOff(true);
    const edits = planned[nth]!.map(({ edit }) => edit);
    await queue(device.page, edits);
    await device.page.reload();
    await expect(offlineBanner(device.page)).toBeVisible(PATIENCE);
    expect((await copyOf(device.page)).outbox.length).toBe(edits.length);
  }
}

async function revision({ page }: Device): Promise<number> {
  return (await copyOf(page)).cursor?.rev ?? 0;
}

/** Waits until nothing is under way any more: every queue empty, every copy as the server's rows. */
async function calm(sailors: Sailor[]): Promise<{ copies: Copy[]; server: Row[] }> {
  const pages = sailors.map(({ device }) => device.page);
  let copies: Copy[] = [];
  const waiting = async () => {
    copies = await Promise.all(pages.map(copyOf));
    return copies.map(({ outbox }) => outbox.length);
  };
  await expect.poll(waiting, { ...CALM, message: "edits that wait" }).toEqual(pages.map(() => 0));
  let server: Row[] = [];
  const different = async () => {
    copies = await Promise.all(pages.map(copyOf));
    server = await serverRows(pages[0]!);
    return copies.map(({ rows }) => differences(rows, server).length);
  };
  await expect.poll(different, { ...CALM, message: "rows that differ" }).toEqual(pages.map(() => 0));
  return { copies, server };
}

function tell(
  size: Size,
  seed: number,
  seconds: number,
  sailors: Sailor[],
  planned: Planned[][],
  outcome: Outcome,
): string[] {
  const sum = (of: (sailor: Sailor) => number) => sailors.reduce((total, sailor) => total + of(sailor), 0);
  const disjoint = planned.flat().filter(({ sort }) => sort === "disjoint").length;
  const verdicts = Object.entries(outcome.verdicts).toSorted(([one], [other]) => one.localeCompare(other));
  return [
    `seed ${seed}`,
    ...verdicts.map(([how, count]) => `${String(count).padStart(5)}  ${how}`),
    `${sum((it) => it.pushes)} pushes and ${sum((it) => it.pulls)} pulls in ${seconds.toFixed(1)} s`,
    ...outcome.lost.map((edit) => `LOST ${edit}`),
    ...outcome.wrong.map((what) => `WRONG ${what}`),
    `${size.devices} browsers, ${size.devices * size.edits} edits, ${outcome.lost.length} lost, ` +
      `${outcome.effective.disjoint} of ${disjoint} disjoint merged`,
  ];
}

/** Prints what there is to tell, and fails unless the storm did no harm. */
export function expectNoHarm({ lines, outcome }: { lines: string[]; outcome: Outcome }): void {
  console.log(lines.join("\n"));
  expect(outcome.lost, "edits that are lost").toEqual([]);
  expect(outcome.wrong, "what must not be").toEqual([]);
  const disjoint = Object.entries(outcome.verdicts).filter(([how]) => how.startsWith("disjoint: "));
  const all = disjoint.reduce((total, [, count]) => total + count, 0);
  expect(outcome.effective.disjoint, "disjoint edits that took effect").toBe(all);
}
