/** A locked screen (domain CRED-04), and a copy that was without contact for too long (CRED-06). */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Device } from "../fixtures/device.ts";

const MINUTE = 60_000;
/** After so long without a touch the screen is locked, unless the practice says otherwise. */
export const IDLE = 15 * MINUTE;
export const DAY = 24 * 60 * MINUTE;

/** Under what the browser remembers the last touch, before the account's id. */
const TOUCHED = "lanyard.touched.";

/** Lets time pass in every page of the browser: a timer that is due fires once, as after a sleep. */
export async function pass(device: Device, millis: number): Promise<void> {
  await device.page.context().clock.fastForward(millis);
}

/** From now on the test decides what time it is in the pages of this browser. */
export async function takeClock(device: Device): Promise<void> {
  await device.page.context().clock.install();
}

/** The browser remembers no touch of any tab. */
export async function forgetTouches(page: Page): Promise<void> {
  await page.evaluate((name) => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(name)) localStorage.removeItem(key);
  }, TOUCHED);
}

/** When a page is opened next, the last touch of any tab was so long ago. */
export async function opensUntouchedFor(page: Page, millis: number): Promise<void> {
  await page.addInitScript(
    ([name, moment]) => {
      for (const key of Object.keys(localStorage)) if (key.startsWith(name)) localStorage.setItem(key, moment);
    },
    [TOUCHED, String(Date.now() - millis)] as const,
  );
}

/** The screen is locked: nothing of a page is left. */
export async function expectLocked(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "This screen is locked" })).toBeVisible();
  await expect(page).toHaveTitle("This screen is locked · Lanyard");
  await expect(page.getByRole("banner").getByText("Account menu:")).toHaveCount(0);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("table")).toHaveCount(0);
}

export function pinField(page: Page): Locator {
  return page.getByLabel("App Unlock PIN", { exact: true });
}

export function passwordField(page: Page): Locator {
  return page.getByLabel("Password", { exact: true });
}

/** Types into the field that is asked for, and sends it. */
export async function unlock(field: Locator, secret: string): Promise<void> {
  await field.fill(secret);
  await field.press("Enter");
}

/** Does something by the account menu. */
export async function byAccountMenu(page: Page, item: "Lock now" | "Switch user"): Promise<void> {
  await page.getByRole("button", { name: "Account menu:" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

/** Gives the person of this tab a PIN. */
export async function setPin(page: Page, pin: string): Promise<void> {
  await page.goto("/me");
  await page.getByRole("button", { name: "Set a new App Unlock PIN" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("App Unlock PIN", { exact: true }).fill(pin);
  await dialog.getByRole("button", { name: "Save PIN" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator(".app-sync__words")).toHaveText("Synced");
}
