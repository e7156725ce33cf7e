/** Who edits what in the storm. Each sort of edit has people of its own, so that what must come of it is known. */
import { randomBytes } from "node:crypto";
import type { Edit, Row } from "../../fixtures/copy.ts";

/** The sorts of edits. */
export type Sort = "disjoint" | "same field" | "deactivate against edit" | "same username";

/** An edit that a device makes. */
export interface Planned {
  edit: Edit;
  sort: Sort;
  account: string;
  /** What the account shows when the edit has taken effect. */
  field: string;
  value: string;
}

/** How large the storm is. */
export interface Size {
  devices: number;
  /** Edits of each device, a multiple of ten. */
  edits: number;
}

/** The shares of the sorts, in tenths. */
const SHARES: Record<Sort, number> = { disjoint: 5, "same field": 3, "deactivate against edit": 1, "same username": 1 };
/** Fields that nobody's rights hang on. */
const PLAIN = ["first_name", "last_name", "home_phone", "cell_phone"] as const;

/** How many people the storm needs. */
export function peopleNeeded({ devices, edits }: Size): number {
  const tenth = edits / 10;
  return tenth * (SHARES.disjoint + SHARES["same field"] + SHARES["deactivate against edit"] + devices);
}

/** The edits of each device, in an order that `random` chooses. Every device holds `rows`. */
export function plan(size: Size, people: Row[], providers: string[], random: () => number): Planned[][] {
  const tenth = size.edits / 10;
  const left = [...people];
  const take = (count: number) => left.splice(0, count);
  const devices: Planned[][] = Array.from({ length: size.devices }, () => []);
  const each = (make: (device: number) => Planned) => devices.forEach((edits, device) => edits.push(make(device)));

  take(tenth * SHARES.disjoint).forEach((person, nth) => {
    const fields = [...PLAIN, nth % 2 ? "primary_provider" : "username"];
    each((device) => {
      const field = fields[(device + nth) % fields.length]!;
      return set("disjoint", person, field, another(person, field, `${nth}`, providers));
    });
  });
  take(tenth * SHARES["same field"]).forEach((person, nth) => {
    const field = PLAIN[nth % PLAIN.length]!;
    each((device) => set("same field", person, field, another(person, field, `${nth}${device}`, providers)));
  });
  take(tenth * SHARES["deactivate against edit"]).forEach((person, nth) => {
    each((device) => {
      // Of every second person two devices want to be rid.
      const place = (device + nth) % size.devices;
      if (place === 0 || (place === 1 && nth % 2 === 1)) return deactivate(person);
      const field = PLAIN[place % PLAIN.length]!;
      return set("deactivate against edit", person, field, another(person, field, `${nth}`, providers));
    });
  });
  for (let nth = 0; nth < tenth * SHARES["same username"]; nth += 1) {
    each(() => set("same username", take(1)[0]!, "username", `storm.wanted.${nth}`));
  }
  return devices.map((edits) => shuffled(edits, random));
}

function set(sort: Sort, { record }: Row, field: string, value: string): Planned {
  const change = { was: valueOf(record, field), set: value };
  const edit = { op_id: newId(), kind: "staff.set_fields", body: { record: record.id, changes: { [field]: change } } };
  return { edit, sort, account: record.id!, field, value };
}

function deactivate({ record }: Row): Planned {
  const edit = { op_id: newId(), kind: "staff.deactivate", body: { account: record.id } };
  return { edit, sort: "deactivate against edit", account: record.id!, field: "standing", value: "deactivated" };
}

/** A field of an account as a form has it. */
export function valueOf(record: Row["record"], field: string): string {
  if (field === "primary_provider") return (record.work as { primary_provider: string }).primary_provider;
  return String(record[field] ?? "");
}

/** A value that the field does not hold; `mark` keeps it apart from others. */
function another({ record }: Row, field: string, mark: string, providers: string[]): string {
  switch (field) {
    case "first_name":
    case "last_name":
      return `Storm ${mark}`;
    case "username":
      return `storm.${mark}`;
    case "primary_provider":
      return providers.find((provider) => provider !== valueOf(record, field))!;
    default:
      return `+1212555${mark.padStart(4, "0")}`;
  }
}

/** A UUID of version 7, as devices make them. */
function newId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const chance = randomBytes(10).toString("hex");
  const variant = "89ab"[Number.parseInt(chance[3]!, 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-${variant}${chance.slice(4, 7)}-${chance.slice(7, 19)}`;
}

function shuffled<T>(list: T[], random: () => number): T[] {
  const keyed = list.map((item) => ({ item, key: random() }));
  return keyed.toSorted((one, other) => one.key - other.key).map(({ item }) => item);
}

/** A source of numbers between 0 and 1 that a seed repeats (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
