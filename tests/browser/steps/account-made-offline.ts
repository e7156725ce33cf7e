/** From an empty data folder to a member who signs in, by way of a server that is lost. */
import { expect } from "@playwright/test";
import type { Device } from "../fixtures/device.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { filesWith, placesInStores, plant } from "../fixtures/stored.ts";
import { activate, openActivation, WHOLE_LIFE } from "./links.ts";
import { bringServerBack, loseServer, offlineBanner, PATIENCE, readyForOffline, RETURN } from "./offline.ts";
import { ana, marta, ownPassword, practice } from "./people.ts";
import { setUp } from "./set-up.ts";
import { chooseOwnPassword, signIn, signInAfterPause, tryToSignIn } from "./sign-in.ts";
import { addStaff, ON_THIS_DEVICE, openStaff, PENDING, rowOf } from "./staff.ts";
import type { World } from "./ways.ts";

/** The columns of the list (domain STAFF-02). */
const COLUMNS = ["Login", "Name", "Email", "Primary Provider", "Cell", "Home", "Emer Acs", "2-Fac Sec*"];

/** What the role Nurse holds (domain ROLE-04). */
const NURSE = [
  "Access Clinical Notes",
  "Access Scheduling",
  "Access to Message Center",
  "Access to eRx",
  "Appointment Provider Selection",
  "Archived Signed Consent Forms",
  "Create and Update Contacts",
  "Create and Update Patients",
  "Drug Interactions Check",
  "Emergency Access",
  "Manage Form Tags",
  "Provider Dropdown",
  "Share Patients",
  "Sign/Lock Clinical Notes",
  "Use iPad EHR",
  "View Practice Group",
  "ePS Enrollment (Read Only)",
];

/** What the search must find, so that its finding nothing means something. */
const PLANTED = "Planted-Pelican-Harvest-07";

export class AccountMadeOffline {
  private readonly desk: Device;
  private member: Device | undefined;
  private link = "";

  constructor(private readonly world: World) {
    this.desk = world.desk;
  }

  async setUp(): Promise<void> {
    const { page } = this.desk;
    await setUp(page, this.world.server.setUpLink);
    await signIn(page, marta);
    await openStaff(page);
    await expect(page.getByRole("banner")).toContainText(practice.name);
    for (const name of COLUMNS) {
      await expect(page.getByRole("columnheader", { name, exact: true })).toBeVisible();
    }
    await expect(rowOf(page, marta)).toContainText("Active");
  }

  async openOffline(): Promise<void> {
    const { server, outage } = this.world;
    await readyForOffline(this.desk.page);
    await loseServer(server, outage, this.desk);
    await this.desk.page.reload();
    await expect(rowOf(this.desk.page, marta)).toBeVisible();
    await expect(offlineBanner(this.desk.page)).toBeVisible(PATIENCE);
  }

  async make(): Promise<void> {
    const { page } = this.desk;
    await addStaff(page, ana);
    await expect(rowOf(page, ana)).toContainText(ON_THIS_DEVICE);
    await expect(rowOf(page, ana)).toContainText("212-555-0147");
    expect(await placesInStores(page, ana.password)).toEqual([]);
    // The same search finds what the program itself stores, and a value wherever a page can put one.
    expect((await placesInStores(page, ana.email)).join()).toContain("IndexedDB");
    await plant(page, PLANTED);
    const found = (await placesInStores(page, PLANTED)).join();
    for (const place of ["IndexedDB texts", "IndexedDB bytes", "localStorage", "sessionStorage", "cache of"]) {
      expect(found).toContain(place);
    }
  }

  async closeAndOpen(): Promise<void> {
    const { desk } = this;
    await desk.close();
    expect(filesWith(desk.profile, ana.password)).toEqual([]);
    expect(filesWith(desk.profile, ana.email).join()).toContain("IndexedDB");
    const planted = filesWith(desk.profile, PLANTED).join();
    for (const place of ["IndexedDB", "Local Storage", "CacheStorage"]) expect(planted).toContain(place);
    await desk.open();
    await desk.page.goto("/account/staff");
    await expect(rowOf(desk.page, ana)).toContainText(ON_THIS_DEVICE);
    await expect(offlineBanner(desk.page)).toBeVisible(PATIENCE);
  }

  async comeBack(): Promise<void> {
    const { server, outage } = this.world;
    await bringServerBack(server, outage);
    await expect(rowOf(this.desk.page, ana)).toContainText(PENDING, RETURN);
    await expect(offlineBanner(this.desk.page)).toBeHidden(RETURN);
    this.desk.watch.serverBack();
  }

  async receiveMail(): Promise<void> {
    const mail = await this.world.mailbox.mailTo(ana.email);
    this.link = linkIn(mail.text);
    await expect(rowOf(this.desk.page, ana)).toContainText(WHOLE_LIFE);
  }

  async openLink(): Promise<void> {
    this.member = await this.world.newDevice();
    const { page } = this.member;
    await openActivation(page, this.link, ana);
    await page.reload();
    await openActivation(page, this.link, ana);
    await expect(page.getByText(WHOLE_LIFE)).toBeVisible();
    await expect(rowOf(this.desk.page, ana)).toContainText(PENDING);
  }

  async activate(): Promise<void> {
    const page = this.member!.page;
    await activate(page);
    await expect(page.getByLabel("Username")).toHaveValue(ana.username);
    await signIn(page, ana);
    await chooseOwnPassword(page, ana);
    const main = page.getByRole("main");
    for (const fact of [ana.username, ana.email, "Nurse", "(212) 555-0147"]) {
      await expect(main).toContainText(fact);
    }
    const permissions = main.getByRole("listitem");
    await expect(permissions.filter({ hasText: "Manage Form Tags" })).toBeVisible();
    const held = await permissions.allInnerTexts();
    // The name of each, above what it means.
    expect(held.map((text) => text.trim().split("\n")[0]).toSorted()).toEqual(NURSE);
  }

  async turnsActive(): Promise<void> {
    await expect(rowOf(this.desk.page, ana)).toContainText("Active");
    await expect(rowOf(this.desk.page, ana)).not.toContainText(PENDING);
    expect(this.world.mailbox.to(ana.email)).toHaveLength(1);
  }

  async ownPasswordOnly(): Promise<void> {
    // Before the server is lost again, the member's browsers are closed.
    await this.member!.close();
    const other = await this.world.newDevice();
    const { page, watch } = other;
    watch.allow(/status of (401|429)/);
    await tryToSignIn(page, ana.username, ana.password);
    await expect(page.getByText("Username or password is not right")).toBeVisible();
    await signInAfterPause(page, { ...ana, password: ownPassword });
    await expect(page.getByRole("heading", { name: "Staff Account Information" })).toBeVisible();
    await other.close();
  }
}
