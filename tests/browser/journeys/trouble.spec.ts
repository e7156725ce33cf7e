/** Trouble on the way: a mail server that refuses, a portal in between, an impatient hand. */
import { expect, test } from "../fixtures.ts";
import type { Page } from "@playwright/test";
import { linkIn } from "../fixtures/mailbox.ts";
import { offlineBanner } from "../steps/offline.ts";
import { activate, openActivation, WHOLE_LIFE } from "../steps/links.ts";
import { ana, ben } from "../steps/people.ts";
import { signIn } from "../steps/sign-in.ts";
import { addStaff, createButton, fillNewStaff, ON_THIS_DEVICE, openStaff, PENDING, rowOf } from "../steps/staff.ts";

const MAIL_WAITING = /Mail waiting/;
/** A mail that could not be sent is tried again after half a minute. */
const RETRY = 90_000;

// covers: LINK-02
test("a mail waits while the mail server refuses or is gone", async ({ stage, desk }) => {
  test.setTimeout(240_000);
  const { server, mailbox, admin } = desk;
  await test.step("Refused for now: the account is made, the mail waits", async () => {
    mailbox.answer(451);
    await addStaff(admin.page, ana);
    await expect(rowOf(admin.page, ana)).toContainText(PENDING);
    await expect(rowOf(admin.page, ana)).toContainText(MAIL_WAITING);
    await expect.poll(() => mailbox.refused).toBeGreaterThan(0);
  });
  await test.step("Gone: another account, another mail that waits", async () => {
    await mailbox.stop();
    await addStaff(admin.page, ben);
    await expect(rowOf(admin.page, ben)).toContainText(MAIL_WAITING);
  });
  await test.step("Back: each mail leaves once, and its life begins", async () => {
    mailbox.answer("takes");
    await mailbox.start();
    for (const who of [ana, ben]) {
      await mailbox.mailTo(who.email, 1, RETRY);
      await expect(rowOf(admin.page, who)).not.toContainText(MAIL_WAITING);
      await expect(rowOf(admin.page, who)).toContainText(WHOLE_LIFE);
      expect(mailbox.to(who.email)).toHaveLength(1);
    }
  });
  await test.step("Its link works", async () => {
    const member = await stage.device({ baseURL: server.url });
    await openActivation(member.page, linkIn((await mailbox.mailTo(ana.email)).text), ana);
    await activate(member.page);
    await signIn(member.page, ana);
  });
});

/** From now on something between browser and server answers every call with a page of its own. */
async function enterPortal(page: Page): Promise<void> {
  const portal = "<!doctype html><title>Guest network</title><h1>Accept the terms</h1>";
  await page.context().route("**/api/**", (route) =>
    route.fulfill({ status: 200, contentType: "text/html", body: portal }),
  );
}

test("behind a captive portal nothing is lost and nothing is done twice", async ({ stage, desk }) => {
  const { server, mailbox, admin } = desk;
  // The event stream reports a page in its place as an error.
  admin.watch.allow(/EventSource/);
  await enterPortal(admin.page);
  await admin.page.reload();
  await expect(admin.page.getByRole("main").getByText(/answers in its place/)).toBeVisible();
  await addStaff(admin.page, ana);
  await expect(rowOf(admin.page, ana)).toContainText(ON_THIS_DEVICE);
  await test.step("The sign-in page says what is in the way", async () => {
    const stranger = await stage.device({ baseURL: server.url });
    await enterPortal(stranger.page);
    await stranger.page.goto("/sign-in");
    await expect(stranger.page.getByText(/answered in its place/)).toBeVisible();
  });
  await test.step("Past the portal the account is made once", async () => {
    await admin.page.context().unroute("**/api/**");
    await expect(rowOf(admin.page, ana)).toContainText(PENDING, { timeout: 60_000 });
    await expect(offlineBanner(admin.page)).toBeHidden();
    await mailbox.mailTo(ana.email);
    await expect(rowOf(admin.page, ana)).toHaveCount(1);
  });
});

test("a second click on Create makes one account", async ({ desk }) => {
  const { mailbox, admin } = desk;
  await fillNewStaff(admin.page, ana);
  await createButton(admin.page).dblclick();
  await expect(rowOf(admin.page, ana)).toContainText(PENDING);
  await test.step("The notice of that is in nobody's way", async () => {
    await expect(admin.page.getByRole("button", { name: "Close", exact: true }).first()).toBeVisible();
    // The list of notices would lie over the right half of the page if it were as high as the window.
    const covered = await admin.page.getByRole("button", { name: "+ Add Staff Member" }).evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return !button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
    expect(covered).toBe(false);
  });
  await addStaff(admin.page, ben);
  // Mails leave in their order: a second one for the first account would be here by now.
  await mailbox.mailTo(ben.email);
  await expect(rowOf(admin.page, ana)).toHaveCount(1);
  expect(mailbox.to(ana.email)).toHaveLength(1);
});

// covers: NEW-01, NEW-02, NEW-03, NEW-06, NEW-07, NEW-08, NEW-09, CRED-01
test("empty and absurd values are told at their fields, and nothing is made", async ({ desk }) => {
  const { admin } = desk;
  const { page } = admin;
  const describes = (label: string, words: RegExp) =>
    expect(page.getByLabel(label, { exact: true })).toHaveAccessibleDescription(words);
  await page.getByRole("button", { name: "+ Add Staff Member" }).click();
  await createButton(page).click();
  for (const label of ["First name", "Last name", "Primary Provider", "Role", "Email address", "Username", "Password"]) {
    await describes(label, /Fill in this field/);
  }
  await expect(page.getByLabel("First name")).toBeFocused();
  await page.getByLabel("First name").fill("A".repeat(101));
  await page.getByLabel("Email address").fill("ana@");
  await page.getByLabel("Username").fill("ana lindqvist");
  await page.getByLabel("Password", { exact: true }).fill("password1234");
  await page.getByLabel("Confirm Password").fill("password12345");
  await page.getByLabel("Cell phone").fill("12");
  await createButton(page).click();
  await describes("First name", /at most 100 characters/);
  await describes("Email address", /not an e-mail address/);
  await describes("Username", /only letters/);
  await describes("Password", /attackers try first|At least 12/);
  await describes("Confirm Password", /differ/);
  await describes("Cell phone", /not a telephone number/);
  await test.step("A username and an address that are taken, in another case", async () => {
    await page.getByLabel("Email address").fill("MARTA@riverside.example");
    await page.getByLabel("Username").fill("Marta.Reyes");
    await createButton(page).click();
    await describes("Email address", /belongs to another account/);
    await describes("Username", /is taken/);
  });
  await openStaff(page);
  await expect(page.getByRole("table", { name: "Staff" }).getByRole("row")).toHaveCount(2);
});

test("a page without a secure context says so in words", async ({ stage }) => {
  const server = await stage.server();
  const host = "desk.lanyard.test";
  const device = await stage.device({ baseURL: `http://${host}:${server.port}`, hosts: [host] });
  // The browser ignores a header on such a page, and says so.
  device.watch.allow(/Cross-Origin-Opener-Policy/);
  await device.page.goto("/");
  await expect(device.page.getByRole("heading", { name: "Lanyard cannot start here" })).toBeVisible();
  await expect(device.page.getByText("https://", { exact: false }).first()).toBeVisible();
  await expect(device.page.getByRole("progressbar")).toHaveCount(0);
});
