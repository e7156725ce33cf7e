/** The list of groups and their form (domain D-07). */
import { expect, type Locator, type Page } from "@playwright/test";
import { openStaff } from "./staff.ts";

/** Opens *Account > Staff Members > Groups* by the navigation and the tab. */
export async function openGroups(page: Page): Promise<void> {
  await openStaff(page);
  await page.getByRole("navigation", { name: "Staff Members" }).getByRole("link", { name: "Groups" }).click();
  await expect(page.getByRole("heading", { name: "Groups", exact: true })).toBeVisible();
}

/** Looks for somebody in the form and adds them. */
export async function addMember(page: Page, name: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Find people to add" }).fill(name);
  await page.getByRole("button", { name: new RegExp(`^Add \\W?${name}`) }).click();
}

/** The button that takes somebody out. */
export function removeMember(page: Page, name: string): Locator {
  return page.getByRole("button", { name: new RegExp(`^Remove \\W?${name}`) });
}
