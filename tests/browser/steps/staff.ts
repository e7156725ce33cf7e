/** The list of staff and the form of a new account (domain sections 2 and 3). */
import { expect, type Locator, type Page } from "@playwright/test";
import { placesInStores } from "../fixtures/stored.ts";
import type { Person } from "./people.ts";

/** Opens *Account > Staff Members > Staff* by the navigation. */
export async function openStaff(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Staff Members" }).click();
  await expect(page.getByRole("heading", { name: "Staff", exact: true })).toBeVisible();
}

/** The row of somebody in the list. */
export function rowOf(page: Page, who: Person): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("cell", { name: who.email, exact: true }) });
}

/** Opens *New Office Staff* and fills it in. */
export async function fillNewStaff(page: Page, who: Person, role = "Nurse"): Promise<void> {
  await page.getByRole("button", { name: "+ Add Staff Member" }).click();
  await expect(page.getByRole("heading", { name: "New Office Staff" })).toBeVisible();
  await page.getByLabel("First name").fill(who.first);
  await page.getByLabel("Last name").fill(who.last);
  // The first one; above it stands the invitation to choose.
  await page.getByLabel("Primary Provider").selectOption({ index: 1 });
  await page.getByLabel("Role", { exact: true }).selectOption({ label: role });
  await page.getByLabel("Email address").fill(who.email);
  await page.getByLabel("Username").fill(who.username);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByLabel("Confirm Password").fill(who.password);
  await page.getByLabel("Home phone").fill("2125550147");
  await page.getByLabel("Cell phone").fill("2125550199");
}

/** What was typed last is stored on this device: a page that is left from now on has it when it comes back. */
export async function typedIsKept(page: Page, typed: string): Promise<void> {
  await expect.poll(async () => (await placesInStores(page, typed)).length).toBeGreaterThan(0);
}

/** Makes an account; the list is shown afterwards. */
export async function addStaff(page: Page, who: Person, role = "Nurse"): Promise<void> {
  await fillNewStaff(page, who, role);
  await createButton(page).click();
  await expect(page.getByRole("heading", { name: "Staff", exact: true })).toBeVisible();
  await expect(rowOf(page, who)).toBeVisible();
}

/** Goes from the list to the PINs, second factor and sessions of somebody. */
export async function openCredentials(page: Page, who: Person): Promise<void> {
  await rowOf(page, who).getByRole("button", { name: "Edit" }).click();
  await page.getByRole("link", { name: "PINs and sign-in" }).click();
  await expect(page.getByRole("heading", { name: "PINs and sign-in" })).toBeVisible();
}

/** The button that stores a new account. */
export function createButton(page: Page): Locator {
  return page.getByRole("button", { name: "+ Create new staff account" });
}

/** The words of a row while the account waits for its activation. */
export const PENDING = /Inactive, not yet activated/;
/** The words of a row that is only on the device. */
export const ON_THIS_DEVICE = /on this device/i;
/** The words of a row that the server refused. */
export const NEEDS_ATTENTION = /needs attention/i;
