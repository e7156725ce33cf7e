/** Two people who sign in in two tabs of one browser. */
import { expect, type Page } from "@playwright/test";
import type { Device } from "../fixtures/device.ts";
import type { Gate } from "../fixtures/gate.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import type { Stage } from "../fixtures/stage.ts";
import type { StandingPractice } from "./desk.ts";
import { activate, openActivation } from "./links.ts";
import { ana, ownPassword, type Person } from "./people.ts";
import { chooseOwnPassword, signIn, tryToSignIn } from "./sign-in.ts";
import { addStaff, PENDING, rowOf } from "./staff.ts";

/** Manages accounts too. */
export const second: Person = { ...ana, password: ownPassword };

/** One browser behind a gate, with a tab for each of two administrators. */
export interface TwoPeople {
  device: Device;
  gate: Gate;
  /** Marta's tab; hers is the session until the other signs in. */
  first: Page;
  /** A tab at the sign-in page. */
  other: Page;
}

/** A practice with two administrators; the first is signed in. */
export async function twoPeople(stage: Stage, practice: StandingPractice): Promise<TwoPeople> {
  const { server, mailbox, gate, profile } = await practice.serveBehindGate(stage);
  const device = await stage.device({ baseURL: gate.url, profile });
  const first = device.page;
  await first.goto("/account/staff");
  await addStaff(first, ana, "Office Manager");
  await expect(rowOf(first, ana)).toContainText(PENDING);
  const elsewhere = await stage.device({ baseURL: server.url });
  await openActivation(elsewhere.page, linkIn((await mailbox.mailTo(ana.email)).text), ana);
  await activate(elsewhere.page);
  await signIn(elsewhere.page, ana);
  await chooseOwnPassword(elsewhere.page, ana);
  await elsewhere.close();
  const other = await device.newTab();
  await other.goto("/sign-in");
  return { device, gate, first, other };
}

/** Signs in by the way that a page offers where the session is somebody else's. */
export async function signInAgain(page: Page, who: Person): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await tryToSignIn(page, who.username, who.password);
  await expect(page.getByRole("table", { name: "Staff" })).toBeVisible();
}

/** The words that say that the session is another person's. */
export function notMine(page: Page) {
  return page.getByRole("main").getByText(/^Another account is signed in on this browser\..* nothing was sent/);
}

/** The databases of this browser, by the account in their name, each with everything it holds as text. */
export function databases(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: Record<string, string> = {};
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      const stores = [...database.objectStoreNames];
      const reading = database.transaction(stores);
      const held = await Promise.all(stores.map((store) => done(reading.objectStore(store).getAll())));
      found[name.replace(/^lanyard-/, "")] = JSON.stringify(held);
      database.close();
    }
    return found;
  });
}

/** Whose tab this browser opens next. */
export function remembered(page: Page): Promise<string> {
  return page.evaluate(() => localStorage.getItem("lanyard.account") ?? "");
}
