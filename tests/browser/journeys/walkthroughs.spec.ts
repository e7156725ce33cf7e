/** What `docs/walkthroughs` tells, walked in the words of its pages. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures.ts";
import { freshFolder } from "../fixtures/folder.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { lanyard, meddle } from "../fixtures/program.ts";
import { connect, disconnect, editStaff, openAttention } from "../steps/attention.ts";
import { changeOwnEmail, forget, mailsTo, openAccess, openMail } from "../steps/letters.ts";
import { activate, openActivation } from "../steps/links.ts";
import { mailFiles, mailInFile } from "../steps/mail-files.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben, cleo, marta, ownPassword, practice } from "../steps/people.ts";
import { openOffices, openProviders, placeRow } from "../steps/places.ts";
import { idleMinutes, openPractice, practiceForm, savePractice } from "../steps/practice.ts";
import { setUp } from "../steps/set-up.ts";
import { signIn, signOut, tryToSignIn } from "../steps/sign-in.ts";
import { addStaff, createButton, fillNewStaff, ON_THIS_DEVICE, openStaff, PENDING, rowOf } from "../steps/staff.ts";
import { Walkthrough } from "../steps/walkthrough.ts";

const ON_THE_WAY = /on this device|sent/i;
const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true, level: 1 });

// covers: D-09, NEW-06, NEW-07, NEW-17, STAFF-01, STAFF-05, LINK-02
test("The office manager’s first day", async ({ stage }) => {
  test.setTimeout(240_000);
  const walk = Walkthrough.of("office-manager");
  const mailbox = await stage.mailbox();
  const server = await stage.server({ smtpUrl: mailbox.url });
  const admin = await stage.device({ baseURL: server.url });
  const { page } = admin;
  await walk.step("Open the set-up link, fill in the page and set the practice up.", () => setUp(page, server.setUpLink));
  await walk.step("Sign in and look around.", async () => {
    await signIn(page, marta);
    await expect(page.getByRole("banner")).toContainText(practice.name);
    await expect(rowOf(page, marta)).toContainText("Active");
    for (const tab of ["Providers", "Staff", "Groups"]) {
      await expect(page.getByRole("navigation", { name: "Staff Members" }).getByRole("link", { name: tab })).toBeVisible();
    }
  });
  await walk.step("Add the second office and the second provider.", async () => {
    await openOffices(page);
    await page.getByRole("button", { name: "+ Add Office" }).click();
    await page.getByLabel("Office name").fill("Harbor Annex");
    await page.getByRole("button", { name: "+ Create new office" }).click();
    await expect(placeRow(page, "Harbor Annex")).toBeVisible();
    await openProviders(page);
    await page.getByRole("button", { name: "+ Add Provider" }).click();
    await page.getByLabel("First name").fill("Nadia");
    await page.getByLabel("Last name").fill("Romano");
    await page.getByRole("checkbox", { name: "Harbor Annex" }).check();
    await page.getByRole("button", { name: "Create new provider" }).click();
    await expect(placeRow(page, "Nadia Romano")).toContainText("No login");
  });
  await walk.step("Decide when the screen locks and which e-mail addresses are allowed.", async () => {
    await openPractice(page);
    await idleMinutes(page).fill("20");
    await page.getByLabel("Email domains").fill("riverside.example");
    await savePractice(page);
    await expect(practiceForm(page)).not.toContainText(ON_THE_WAY, RETURN);
  });
  await walk.step("Add a nurse.", async () => {
    await openStaff(page);
    await fillNewStaff(page, { ...ana, username: "ana lindqvist", email: "ana@elsewhere.example" });
    await createButton(page).click();
    await expect(page.getByLabel("Username")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Email address")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("First name")).toHaveValue(ana.first);
    await page.getByLabel("Username").fill(ana.username);
    await page.getByLabel("Email address").fill(ana.email);
    await createButton(page).click();
    await expect(rowOf(page, ana)).toContainText(PENDING);
  });
  await walk.step("See how far her link has come.", async () => {
    await mailbox.mailTo(ana.email);
    await openMail(page);
    await expect(mailsTo(page, ana.email)).toContainText("Sent", RETURN);
    await openAccess(page, ana);
    await expect(page.getByRole("main")).toContainText("left");
    await expect(page.getByRole("button", { name: "Resend" })).toBeVisible();
  });
  await walk.step("Take the nurse along as a copy for the second one.", async () => {
    await openStaff(page);
    await rowOf(page, ana).getByRole("button", { name: "Copy", exact: true }).click();
    await expect(heading(page, "New Office Staff")).toBeVisible();
    await page.getByLabel("First name").fill(ben.first);
    await page.getByLabel("Last name").fill(ben.last);
    await page.getByLabel("Email address").fill(ben.email);
    await page.getByLabel("Username").fill(ben.username);
    await expect(page.getByLabel("Password", { exact: true })).toBeHidden();
    await createButton(page).click();
    await expect(rowOf(page, ben)).toContainText(PENDING);
  });
  await walk.step("The network goes away; correct a telephone number.", async () => {
    await disconnect(admin);
    await editStaff(page, ana, { "Cell phone": "2125550111" });
    await expect(rowOf(page, ana)).toContainText("212-555-0111");
    await expect(rowOf(page, ana)).toContainText(ON_THIS_DEVICE);
    await expect(page.getByRole("main").getByText(/^Offline since/)).toBeVisible();
  });
  await walk.step("The network is back.", async () => {
    await connect(admin);
    await expect(rowOf(page, ana)).not.toContainText(ON_THE_WAY, RETURN);
  });
  await walk.step("Read what happened to the account.", async () => {
    await rowOf(page, ana).getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("link", { name: "History" }).click();
    await expect(heading(page, "History")).toBeVisible();
    await expect(page.getByRole("main")).toContainText(`${marta.first} ${marta.last}`);
    await expect(page.getByRole("main")).toContainText("Cell phone");
  });
  walk.end();
});

// covers: LINK-03, LINK-06, LINK-07, LINK-09, NEW-11, CRED-01, CRED-05, D-04
test("The nurse with a link", async ({ stage, desk }) => {
  test.setTimeout(240_000);
  const walk = Walkthrough.of("nurse");
  const { server, mailbox, admin } = desk;
  await addStaff(admin.page, ana);
  const link = linkIn((await mailbox.mailTo(ana.email)).text);
  const member = await stage.device({ baseURL: server.url });
  const { page, watch } = member;
  const own = { ...ana, password: ownPassword };
  await walk.step("Open the link in the mail.", async () => {
    await openActivation(page, link, ana);
    await expect(page.getByText(practice.name)).toBeVisible();
    await page.goto("about:blank");
    await openActivation(page, link, ana);
  });
  await walk.step("Activate the account.", () => activate(page));
  await walk.step("Sign in with the password from the office manager, and choose one of her own.", async () => {
    await signIn(page, ana);
    const chosen = page.getByLabel("New password", { exact: true });
    const submit = page.getByRole("button", { name: "Set new password" });
    await page.getByLabel("Current password").fill(ana.password);
    await chosen.fill("short");
    await page.getByLabel("Confirm new password").fill("other");
    await submit.click();
    await expect(chosen).toHaveAccessibleDescription(/at least 12 characters/);
    await expect(page.getByLabel("Confirm new password")).toHaveAccessibleDescription(/differ/);
    await chosen.fill(`${ana.username}-2031`);
    await expect(chosen).toHaveAccessibleDescription(/contains your name/);
    await chosen.fill(ownPassword);
    await page.getByLabel("Confirm new password").fill(ownPassword);
    await submit.click();
    await expect(heading(page, "Staff Account Information")).toBeVisible();
  });
  await walk.step("Find her rights, and on whose behalf she works.", async () => {
    const rights = page.getByRole("region", { name: "What I may do" });
    await expect(rights).toContainText("Access Clinical Notes");
    await expect(rights).toContainText("Sign and lock clinical notes. On behalf of Olivia Okafor.");
    await expect(rights).not.toContainText("Manage Accounts");
  });
  await walk.step("Choose another App Unlock PIN.", async () => {
    await page.getByRole("button", { name: "Set a new App Unlock PIN" }).click();
    const dialog = page.getByRole("dialog");
    for (const refused of ["0000", "1234"]) {
      await dialog.getByLabel("App Unlock PIN", { exact: true }).fill(refused);
      await dialog.getByRole("button", { name: "Save PIN" }).click();
      await expect(dialog.getByText("among the first that strangers try")).toBeVisible();
    }
    await dialog.getByLabel("App Unlock PIN", { exact: true }).fill("8052");
    await dialog.getByRole("button", { name: "Save PIN" }).click();
    await expect(page.getByText("The new PIN is on this device")).toBeVisible();
  });
  const address = "ana@new.example";
  await walk.step("Change her e-mail address.", async () => {
    await changeOwnEmail(page, address, ownPassword);
    await expect(page.getByRole("main")).toContainText(ana.email);
    const confirm = linkIn((await mailbox.mailTo(address)).text);
    await page.goto(confirm);
    await page.getByRole("button", { name: /confirm/i }).click();
    await page.goto("/me");
    await expect(page.getByRole("main")).toContainText(address, RETURN);
  });
  await walk.step("End the session that she left open on another computer.", async () => {
    const elsewhere = await stage.device({ baseURL: server.url });
    await signIn(elsewhere.page, own);
    elsewhere.watch.allow(/status of 401/);
    await page.reload();
    const sessions = page.getByRole("region", { name: "Where this account is signed in" });
    await sessions.getByRole("button", { name: "End", exact: true }).first().click();
    await expect(elsewhere.page.getByRole("main").getByText("Your session has ended.")).toBeVisible(RETURN);
  });
  await walk.step("Forget the password, and ask for a link.", async () => {
    watch.allow(/status of 401/);
    await signOut(page);
    // Within a minute of another mail nobody gets one by asking.
    await meddle(server.data, "age-links");
    await forget(page, ana.username);
    const reset = linkIn((await mailbox.mailTo(address, 2)).text);
    await page.goto(reset);
    const another = "Lantern-Quarry-Mitten-38";
    await page.getByLabel("New password", { exact: true }).fill(another);
    await page.getByLabel("Confirm new password").fill(another);
    await page.getByRole("button", { name: "Set new password" }).click();
    await page.getByRole("button", { name: /sign.in/i }).click();
    await signIn(page, { ...ana, password: another });
  });
  walk.end();
});

// covers: D-08, D-09, LINK-05, LINK-10
test("The host on a Saturday", async ({ stage }) => {
  test.setTimeout(240_000);
  const walk = Walkthrough.of("host");
  const server = await walk.step("Start the server on an empty folder.", () => stage.server());
  const on = ["--data", server.data, "--public-url", server.url];
  const doctor = () => lanyard("doctor", ...on);
  const admin = await stage.device({ baseURL: server.url });
  const { page, watch } = admin;
  await walk.step("Ask whether everything is in order.", async () => {
    expect(await doctor()).toContain("has not been set up");
    await setUp(page, server.setUpLink);
    const told = await doctor();
    for (const words of ["open only on this computer", "One person manages accounts", "no verified backup"]) {
      expect(told).toContain(words);
    }
  });
  await walk.step("Find the mail that no mail server took.", async () => {
    await signIn(page, marta);
    await addStaff(page, ana);
    await expect.poll(() => mailFiles(server.data)).toHaveLength(1);
    const link = linkIn((await mailInFile(server.data)).text ?? "");
    expect(server.log).not.toContain(link);
  });
  const backup = join(freshFolder("backup"), "practice.db");
  await walk.step("Make a backup while people work.", async () => {
    const told = await lanyard("backup", backup, "--data", server.data);
    expect(told).toContain("read back and checked");
    expect(readFileSync(`${backup}.sha256`, "utf8")).toContain("practice.db");
  });
  await walk.step("Help the office manager who forgot her password.", async () => {
    expect(await lanyard("admin", "list", ...on)).toContain(marta.username);
    const link = linkIn(await lanyard("admin", "link", marta.username, ...on));
    watch.allow(/status of 401/);
    await page.goto(link);
    await page.getByLabel("New password", { exact: true }).fill(ownPassword);
    await page.getByLabel("Confirm new password").fill(ownPassword);
    await page.getByRole("button", { name: "Set new password" }).click();
    await expect(page.getByText("Your password is changed")).toBeVisible();
    await page.goto("/sign-in");
    await signIn(page, { ...marta, password: ownPassword });
    await openStaff(page);
    await rowOf(page, marta).getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByRole("link", { name: "History" }).click();
    await expect(page.getByRole("main")).toContainText("Link made at the server’s console");
  });
  await walk.step("Give a second person the rights, for the day on which the first is away.", async () => {
    expect(await lanyard("admin", "link", ana.username, "--make-admin", ...on)).toContain("can manage accounts");
    expect(await lanyard("admin", "list", ...on)).toContain(ana.username);
  });
  await walk.step("Change the plan.", async () => {
    expect(await lanyard("plan", "set", "invoiced", ...on)).toContain("any number of staff accounts");
  });
  await walk.step("The computer is switched off in the middle of the day, and starts again.", async () => {
    watch.serverAway();
    await server.kill();
    await server.start();
    await openStaff(page);
    await addStaff(page, cleo);
    await expect(rowOf(page, cleo)).toContainText(PENDING, RETURN);
    watch.serverBack();
  });
  await walk.step("Put the backup back.", async () => {
    watch.serverAway();
    watch.allow(/status of 40[19]/);
    await server.stop();
    const told = await lanyard("restore", backup, "--data", server.data);
    expect(existsSync(server.data), told).toBe(true);
    await server.start();
    await expect(page.getByRole("main").getByText("Your session has ended.")).toBeVisible(RETURN);
    watch.serverBack();
    await tryToSignIn(page, marta.username, marta.password);
    await expect(page.getByRole("banner")).toContainText(/Needs attention: \d/, RETURN);
    await openAttention(page);
    await expect(page.getByRole("region", { name: "Undone by a restore" })).toContainText(cleo.last);
  });
  await walk.step("Ask again whether everything is in order.", async () => {
    expect(await doctor()).toContain("The database is whole, and so is its audit log");
  });
  walk.end();
});
