/** A practice of made-up people in all states. */
import { expect } from "@playwright/test";
import { join } from "node:path";
import { freshFolder } from "../fixtures/folder.ts";
import { lanyard } from "../fixtures/program.ts";
import type { Stage } from "../fixtures/stage.ts";
import type { Person } from "./people.ts";
import type { Desk } from "./desk.ts";
import { signIn } from "./sign-in.ts";

/** Makes one of so many people: where its data lie, and how its administrator signs in. */
export async function seedDemonstration(staff = 25): Promise<{ data: string; admin: Person }> {
  const data = join(freshFolder("demo"), "data");
  return { data, admin: administrator(await lanyard("seed", "--demo", "--staff", `${staff}`, "--data", data)) };
}

/** One with its administrator signed in at the list of staff. */
export async function openDemonstration(stage: Stage, staff?: number): Promise<Desk> {
  const { data, admin } = await seedDemonstration(staff);
  const mailbox = await stage.mailbox();
  const server = await stage.server({ data, smtpUrl: mailbox.url });
  const device = await stage.device({ baseURL: server.url });
  await signIn(device.page, admin);
  await expect(device.page.getByRole("table", { name: "Staff" })).toBeVisible();
  return { server, mailbox, admin: device };
}

/** How to sign in, as `lanyard seed` prints it. */
function administrator(printed: string): Person {
  const username = /username:?\s+(\S+)/i.exec(printed)?.[1];
  const password = /password:?\s+(\S+)/i.exec(printed)?.[1];
  if (!username || !password) throw new Error(`how does one sign in?\n${printed}`);
  return { first: "", last: "", email: "", username, password };
}
