/** The page of the practice (domain D-01). */
import { expect, type Locator, type Page } from "@playwright/test";

/** Opens *Account > Practice* by the navigation. */
export async function openPractice(page: Page): Promise<void> {
  await page.getByRole("navigation", { name: "Navigation" }).getByRole("link", { name: "Practice", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Practice", exact: true, level: 1 })).toBeVisible();
}

/** The form. */
export function practiceForm(page: Page): Locator {
  return page.getByRole("form", { name: "Practice" });
}

/** Saves what is typed. */
export async function savePractice(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save practice" }).click();
}

/** The minutes after which the screen is locked. */
export function idleMinutes(page: Page): Locator {
  return page.getByLabel("Lock the screen after (minutes)");
}
