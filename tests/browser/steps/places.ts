/** The lists of offices and providers, and their forms (domain D-02, D-03). */
import { expect, type Locator, type Page } from "@playwright/test";
import { openStaff } from "./staff.ts";

/** Opens *Account > Offices* by the navigation. */
export async function openOffices(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Offices" }).click();
  await expect(page.getByRole("heading", { name: "Offices", exact: true })).toBeVisible();
}

/** Opens *Account > Staff Members > Providers* by the navigation and the tab. */
export async function openProviders(page: Page): Promise<void> {
  await openStaff(page);
  await page.getByRole("navigation", { name: "Staff Members" }).getByRole("link", { name: "Providers" }).click();
  await expect(page.getByRole("heading", { name: "Providers", exact: true })).toBeVisible();
}

/** The row with this name. */
export function placeRow(page: Page, name: string): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("cell", { name, exact: true }) });
}

/** Picks something to do in a row. */
export async function act(page: Page, name: string, button: string): Promise<void> {
  await placeRow(page, name).getByRole("button", { name: button, exact: true }).click();
}

/** Answers the question before something is taken out of use. */
export async function confirm(page: Page, button: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click();
}
