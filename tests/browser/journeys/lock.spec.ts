/** The lock of an idle screen, and what opens it (domain CRED-03, CRED-04). */
import { expect, test } from "../fixtures.ts";
import { byAccountMenu, expectLocked, IDLE, opensUntouchedFor, pass, passwordField, pinField, setPin, takeClock, unlock } from "../steps/lock.ts";
import { readyForOffline } from "../steps/offline.ts";
import { ana, marta } from "../steps/people.ts";
import { addStaff, openStaff, PENDING, rowOf } from "../steps/staff.ts";

const PIN = "8052";
const WRONG = "8053";

// covers: CRED-04
test("an idle screen is locked in every tab, and the PIN brings everything back as it was", async ({ desk }) => {
  const { admin } = desk;
  const { page: list } = admin;
  await takeClock(admin);
  await setPin(list, PIN);
  await openStaff(list);
  const form = await admin.newTab();
  await form.goto("/account/staff/new");
  await form.getByLabel("Last name").fill(ana.last);
  await form.getByLabel("First name").fill(ana.first);

  await test.step("A touch in one tab counts for all", async () => {
    await pass(admin, IDLE - 60_000);
    await form.keyboard.press("Shift");
    await pass(admin, IDLE - 10_000);
    await expect(rowOf(list, marta)).toBeVisible();
    await expect(form.getByLabel("First name")).toHaveValue(ana.first);
  });
  await test.step("Then nothing of either is in the page", async () => {
    // The clock goes on in one tab after the other. What the first one to lock makes the other ask the
    // server must not have been given up by then, which it is after 20 seconds.
    await pass(admin, 15_000);
    for (const page of [list, form]) {
      await expectLocked(page);
      await expect(pinField(page)).toBeFocused();
      expect(await page.content()).not.toContain(marta.last);
      await expect(page.getByLabel("First name")).toHaveCount(0);
    }
  });
  await test.step("Loading the page anew opens nothing", async () => {
    await list.reload();
    await expectLocked(list);
  });
  await test.step("The PIN opens every tab, with what was typed", async () => {
    await unlock(pinField(form), PIN);
    await expect(form.getByLabel("First name")).toHaveValue(ana.first);
    await expect(form.getByLabel("Last name")).toHaveValue(ana.last);
    await expect(form.getByLabel("First name")).toBeFocused();
    await expect(form).toHaveTitle(/^New/);
    await expect(rowOf(list, marta)).toBeVisible();
  });
});

// covers: CRED-04
test("a laptop that slept too long is locked by the very touch that wakes it", async ({ desk }) => {
  const { admin } = desk;
  const { page } = admin;
  await takeClock(admin);
  await page.reload();
  await expect(rowOf(page, marta)).toBeVisible();
  // The clock goes on and no timer has run.
  await page.clock.setSystemTime(Date.now() + IDLE + 60_000);
  await page.keyboard.press("Shift");
  await expectLocked(page);
  await test.step("Each way on takes one click, also out of an empty field", async () => {
    await expect(passwordField(page)).toBeFocused();
    await page.getByRole("button", { name: "Switch user" }).click();
    await expect(page.getByLabel("Username")).toBeFocused();
    await page.getByRole("button", { name: "Back to the locked screen" }).click();
    await expectLocked(page);
  });
});

// covers: CRED-04
test("a page that is opened after too long stays locked, whatever the server and the copy say of it", async ({ desk }) => {
  const { page } = desk.admin;
  await opensUntouchedFor(page, IDLE + 60_000);
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelector("table")) document.documentElement.dataset["seen"] = "table";
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  const asked = page.waitForResponse((response) => response.url().endsWith("/api/session"));
  await page.reload();
  await (await asked).finished();
  await expectLocked(page);
  await expect(page.locator("html")).not.toHaveAttribute("data-seen", /./);
  await unlock(passwordField(page), marta.password);
  await expect(rowOf(page, marta)).toBeVisible();
});

// covers: CRED-03, CRED-04
test("five wrong PINs make the locked screen ask for the password", async ({ desk }) => {
  test.setTimeout(120_000);
  const { admin } = desk;
  const { page, watch } = admin;
  watch.allow(/status of (403|422|429) .*\/api\/session\/unlock/);
  await setPin(page, PIN);
  await byAccountMenu(page, "Lock now");
  await expectLocked(page);
  await expect(async () => {
    if (await pinField(page).isVisible()) await unlock(pinField(page), WRONG);
    await expect(passwordField(page)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText("The App Unlock PIN does not open this screen now.")).toBeVisible();
  await expect(passwordField(page)).toBeFocused();
  await page.reload();
  await expect(passwordField(page)).toBeFocused();
  await unlock(passwordField(page), "Wrong-Lantern-Willow-52");
  await expect(page.getByText("This is not your present password.")).toBeVisible();
  await expect(async () => {
    await unlock(passwordField(page), marta.password);
    await expect(page.getByRole("heading", { name: "Staff Account Information" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await test.step("After it the PIN works again", async () => {
    await byAccountMenu(page, "Lock now");
    await unlock(pinField(page), PIN);
    await expect(page.getByRole("heading", { name: "Staff Account Information" })).toBeVisible();
  });
});

// covers: CRED-03, CRED-04
test("without the server the password opens the screen, and the PIN once it was right on the page", async ({ desk }) => {
  const { admin } = desk;
  const { page, watch } = admin;
  await setPin(page, PIN);
  await readyForOffline(page);
  watch.serverAway();
  const own = page.getByRole("heading", { name: "Staff Account Information" });
  await test.step("The PIN was not typed on this page yet: the password", async () => {
    await admin.cutOff(true);
    await byAccountMenu(page, "Lock now");
    await expect(passwordField(page)).toBeFocused();
    await unlock(passwordField(page), "Wrong-Lantern-Willow-52");
    await expect(page.getByText("This is not your present password.")).toBeVisible();
    await page.reload();
    await expectLocked(page);
    await unlock(passwordField(page), marta.password);
    await expect(own).toBeVisible();
    await admin.cutOff(false);
  });
  await test.step("It was right once: the PIN", async () => {
    await byAccountMenu(page, "Lock now");
    await unlock(pinField(page), PIN);
    await expect(own).toBeVisible();
    await admin.cutOff(true);
    await byAccountMenu(page, "Lock now");
    await unlock(pinField(page), PIN);
    await expect(own).toBeVisible();
  });
  await test.step("Five wrong ones: the password", async () => {
    await byAccountMenu(page, "Lock now");
    for (let wrong = 0; wrong < 4; wrong++) {
      await unlock(pinField(page), WRONG);
      await expect(page.getByText("This is not your App Unlock PIN.")).toBeVisible();
      await expect(pinField(page)).toHaveValue("");
    }
    await unlock(pinField(page), WRONG);
    await expect(page.getByText("The App Unlock PIN does not open this screen now.")).toBeVisible();
    await unlock(passwordField(page), marta.password);
    await expect(own).toBeVisible();
  });
  await test.step("Nothing on the disk gives the PIN away", async () => {
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept.match(/\$argon2id\$/g)).toHaveLength(1);
    expect(kept).not.toContain(PIN);
  });
});

// covers: CRED-04
test("work goes on being sent behind the lock", async ({ desk }) => {
  const { admin } = desk;
  const { page, watch } = admin;
  const elsewhere = await admin.newTab();
  await elsewhere.goto("/account/staff");
  watch.serverAway();
  await admin.cutOff(true);
  await addStaff(elsewhere, ana);
  await byAccountMenu(page, "Lock now");
  for (const tab of [page, elsewhere]) await expectLocked(tab);
  await admin.cutOff(false);
  watch.serverBack();
  const [answer] = await Promise.all([
    page.context().waitForEvent("response", (it) => it.url().endsWith("/api/sync/push")),
    page.evaluate(() => window.dispatchEvent(new Event("focus"))),
  ]);
  expect(answer.ok()).toBe(true);
  for (const tab of [page, elsewhere]) await expectLocked(tab);
  await unlock(passwordField(page), marta.password);
  await expect(rowOf(elsewhere, ana)).toContainText(PENDING);
});
