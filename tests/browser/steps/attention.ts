/** Edits that wait for a person, and what makes them wait. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Device } from "../fixtures/device.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import type { Stage } from "../fixtures/stage.ts";
import { activate, openActivation } from "./links.ts";
import { RETURN } from "./offline.ts";
import { erin, type Person } from "./people.ts";
import type { Desk } from "./desk.ts";
import { chooseOwnPassword, signIn } from "./sign-in.ts";
import { addStaff, openStaff, rowOf } from "./staff.ts";

/** A practice with a second person who manages accounts, on a device of their own. */
export async function secondManager(stage: Stage, { server, mailbox, admin }: Desk): Promise<Device> {
  await addStaff(admin.page, erin, "Office Manager");
  const device = await stage.device({ baseURL: server.url });
  await openActivation(device.page, linkIn((await mailbox.mailTo(erin.email)).text), erin);
  await activate(device.page);
  await signIn(device.page, erin);
  await chooseOwnPassword(device.page, erin);
  await openStaff(device.page);
  await expect(rowOf(device.page, erin)).toContainText("Active");
  return device;
}

/** What is done here waits on the device, until it is connected again. */
export async function disconnect(device: Device): Promise<void> {
  device.watch.serverAway();
  await device.cutOff(true);
}

/** It is sent now. */
export async function connect(device: Device): Promise<void> {
  await device.cutOff(false);
  await expect(device.page.getByRole("main").getByText(/^Offline since/)).toBeHidden(RETURN);
  device.watch.serverBack();
}

/** Opens somebody's account from the list. */
export async function openEdit(page: Page, who: Person): Promise<void> {
  await openStaff(page);
  await rowOf(page, who).getByRole("button", { name: "Edit", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Edit Office Staff" })).toBeVisible();
}

/** The button that saves a changed account. */
export function saveButton(page: Page): Locator {
  return page.getByRole("button", { name: "Save staff account" });
}

/** Changes fields and choices of an account; the list is shown afterwards. */
export async function editStaff(
  page: Page,
  who: Person,
  fields: Record<string, string>,
  choices: Record<string, string> = {},
): Promise<void> {
  await openEdit(page, who);
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value);
  for (const [label, choice] of Object.entries(choices)) {
    await page.getByLabel(label, { exact: true }).selectOption({ label: choice });
  }
  await saveButton(page).click();
  await expect(page.getByRole("heading", { name: "Staff", exact: true })).toBeVisible();
}

/** Opens *Needs attention* by the navigation. */
export async function openAttention(page: Page): Promise<void> {
  const navigation = page.getByRole("navigation", { name: "Navigation" });
  await navigation.getByRole("link", { name: "Needs attention" }).click();
  await expect(page.getByRole("heading", { name: "Needs attention", exact: true })).toBeVisible();
}

/** The item with this title. */
export function itemOf(page: Page, title: string): Locator {
  return page.getByRole("article", { name: title, exact: true });
}

/** The words of an empty list. */
export const NOTHING_WAITS = "Nothing needs your attention";
