/** A practice in which every page has something to show, in every state that it knows. */
import { expect } from "@playwright/test";
import { withoutContact } from "../fixtures/copy.ts";
import type { Device } from "../fixtures/device.ts";
import { linkIn, type Mailbox } from "../fixtures/mailbox.ts";
import { lanyard, meddle } from "../fixtures/program.ts";
import type { Server } from "../fixtures/server.ts";
import type { Stage } from "../fixtures/stage.ts";
import { seedDemonstration } from "../steps/demonstration.ts";
import { activate, openActivation } from "../steps/links.ts";
import { changeOwnEmail, openAccess } from "../steps/letters.ts";
import { byAccountMenu } from "../steps/lock.ts";
import { readyForOffline } from "../steps/offline.ts";
import { removeSomebody } from "../steps/removal.ts";
import { ana, ben, cleo, dina, erin, fay, ownPassword, type Person } from "../steps/people.ts";
import { openPractice, practiceForm, savePractice } from "../steps/practice.ts";
import { setUpAsProvider } from "../steps/set-up.ts";
import { chooseOwnPassword, ownPasswordPage, signIn } from "../steps/sign-in.ts";
import { addStaff, openStaff, PENDING, rowOf } from "../steps/staff.ts";
import { makeTrouble, undoByRestore } from "./troubles.ts";

/** Who looks at the pages. */
export type Viewer = keyof World["viewers"];

export interface World {
  servers: Server[];
  viewers: {
    /** The administrator of the demonstration practice. */
    desk: Device;
    /** The same administrator on a device with refused edits of several kinds. */
    troubled: Device;
    /** The administrator of a practice that was put back from a backup. */
    restored: Device;
    /** The same administrator after the session has ended. */
    ended: Device;
    /** The same administrator on a device that was without contact for too long. */
    lapsed: Device;
    /** A member with an own password and no right to manage accounts. */
    member: Device;
    /** The same member before a locked screen. */
    locked: Device;
    /** A member who still has to choose a password. */
    newcomer: Device;
    /** A member of the restored practice, which asks for a password of one's own and does not insist. */
    asked: Device;
    /** Nobody. */
    visitor: Device;
    /** The administrator of a practice without staff. */
    lonely: Device;
    /** Nobody, where no practice has been set up. */
    first: Device;
  };
  /** Addresses that hold a token or an id. */
  links: Record<
    | "setUp"
    | "mend"
    | "mendEdit"
    | "conflict"
    | "edit"
    | "credentials"
    | "open"
    | "expired"
    | "superseded"
    | "used"
    | "closed"
    | "removed"
    | "reset"
    | "resetExpired"
    | "access"
    | "history"
    | "confirmEmail"
    | "undoEmail"
    | "undoSuperseded",
    string
  >;
}

/** Builds it: four practices, each beside the others. */
export async function buildWorld(stage: Stage): Promise<World> {
  const [demo, lone, undone, bare] = await Promise.all([
    demonstrate(stage),
    setUpAlone(stage),
    undoByRestore(stage),
    leaveBare(stage),
  ]);
  const asked = await askGently(stage, undone);
  const viewers = { ...demo.viewers, lonely: lone.device, restored: undone.device, asked, first: bare.device };
  for (const { page } of Object.values(viewers)) await readyForOffline(page);
  // What it asks from now on is refused, which is what its page is about.
  viewers.ended.watch.allow(/status of 401/);
  await viewers.ended.loseSession();
  viewers.lapsed.watch.allow(/status of 401/);
  await viewers.lapsed.loseSession();
  await withoutContact(viewers.lapsed.page, 15);
  await byAccountMenu(viewers.locked.page, "Lock now");
  const servers = [demo, lone, undone, bare].map(({ server }) => server);
  return { servers, viewers, links: { ...demo.links, setUp: bare.server.setUpLink } };
}

/** The demonstration practice, in which much has happened. */
async function demonstrate(stage: Stage) {
  const mailbox = await stage.mailbox();
  const { data, admin } = await seedDemonstration();
  const server = await stage.server({ data, smtpUrl: mailbox.url });
  const device = () => stage.device({ baseURL: server.url });
  const desk = await device();
  await signIn(desk.page, admin);
  const visitor = await device();
  await visitor.page.goto("/sign-in");

  const links = await makeLinks({ server, mailbox, desk, visitor, data });
  const member = await device();
  await signIn(member.page, ana);
  await chooseOwnPassword(member.page, ana);
  const ofEmail = await askForAddresses(member, mailbox);
  const access = await accessOf(desk, fay);
  const history = access.replace(/access$/, "history");
  const newcomer = await device();
  await signIn(newcomer.page, ben);
  const troubled = await device();
  const troubles = await makeTrouble(troubled, desk, admin);
  const credentials = troubles.edit.replace(/edit$/, "credentials");
  const ended = await device();
  await signIn(ended.page, admin);
  await expect(ended.page.getByRole("table", { name: "Staff" })).toBeVisible();
  const lapsed = await device();
  await signIn(lapsed.page, admin);
  await expect(lapsed.page.getByRole("table", { name: "Staff" })).toBeVisible();
  const locked = await device();
  await signIn(locked.page, { ...ana, password: ownPassword });
  const viewers = { desk, troubled, ended, lapsed, member, locked, newcomer, visitor };
  return { server, viewers, links: { ...links, ...ofEmail, ...troubles, access, history, credentials } };
}

/** The administrator at `device` lets a password of one's own wait; Ana signs in for the first time. */
async function askGently(stage: Stage, { server, device }: { server: Server; device: Device }): Promise<Device> {
  await openPractice(device.page);
  await device.page.getByRole("radio", { name: "Asked for", exact: true }).check();
  await savePractice(device.page);
  await expect(practiceForm(device.page)).not.toContainText(/on this device|sent/i);
  await openStaff(device.page);
  const asked = await stage.device({ baseURL: server.url });
  const link = linkIn(await lanyard("admin", "link", ana.username, "--data", server.data));
  await openActivation(asked.page, link, ana);
  await activate(asked.page);
  await signIn(asked.page, ana);
  await expect(ownPasswordPage(asked.page)).toBeVisible();
  return asked;
}

/** A practice without staff. */
async function setUpAlone(stage: Stage): Promise<{ server: Server; device: Device }> {
  const server = await stage.server();
  const device = await stage.device({ baseURL: server.url });
  await setUpAsProvider(device.page, server.setUpLink);
  return { server, device };
}

/** A server on which no practice has been set up. */
async function leaveBare(stage: Stage): Promise<{ server: Server; device: Device }> {
  const server = await stage.server();
  const device = await stage.device({ baseURL: server.url });
  await device.page.goto("/");
  return { server, device };
}

interface Makers {
  server: Server;
  mailbox: Mailbox;
  desk: Device;
  visitor: Device;
  data: string;
}

/**
 * Links in each state. On the way Ana and Ben become active, Erin deactivated, and whom the demonstration has
 * removed erased.
 */
async function makeLinks({ server, mailbox, desk, visitor, data }: Makers) {
  const invite = async (who: Person) => {
    await addStaff(desk.page, who);
    return linkIn((await mailbox.mailTo(who.email)).text);
  };
  const [used, anas, expired, superseded, closed] = [
    await invite(ben),
    await invite(ana),
    await invite(cleo),
    await invite(dina),
    await invite(erin),
  ];
  for (const [who, link] of [[ben, used], [ana, anas]] as const) {
    await openActivation(visitor.page, link, who);
    await activate(visitor.page);
  }
  const consoleLink = async (who: Person) =>
    linkIn(await lanyard("admin", "link", who.username, "--data", data));
  const resetExpired = await consoleLink(ben);
  for (const device of [desk, visitor]) device.watch.serverAway();
  await server.stop();
  await meddle(data, "age-links");
  await meddle(data, "deactivate", erin.username);
  await meddle(data, "age-removals");
  await server.start();
  await visitor.page.goto(superseded);
  await visitor.page.getByRole("button", { name: "Send a new link" }).click();
  await mailbox.mailTo(dina.email, 2);
  const open = await invite(fay);
  await expect(rowOf(desk.page, fay)).toContainText(PENDING);
  for (const device of [desk, visitor]) device.watch.serverBack();
  const removed = await removeSomebody(desk.page);
  const reset = await consoleLink(ana);
  return { removed, used, open, expired, superseded, closed, reset, resetExpired };
}

/** Links about Ana's address, of which the second wish ends those of the first. */
async function askForAddresses(member: Device, mailbox: Mailbox) {
  await changeOwnEmail(member.page, "ana@first.example", ownPassword);
  const undoSuperseded = linkIn((await mailbox.mailTo(ana.email, 2)).text);
  await changeOwnEmail(member.page, "ana@second.example", ownPassword);
  const confirmEmail = linkIn((await mailbox.mailTo("ana@second.example")).text);
  const undoEmail = linkIn((await mailbox.mailTo(ana.email, 3)).text);
  return { undoSuperseded, confirmEmail, undoEmail };
}

/** The address of the page with somebody's links. */
async function accessOf(desk: Device, who: Person): Promise<string> {
  await openAccess(desk.page, who);
  const { pathname } = new URL(desk.page.url());
  await openStaff(desk.page);
  return pathname;
}
