/** Edits that need attention, of each kind that people make. */
import { expect, type Page } from "@playwright/test";
import { join } from "node:path";
import type { Device } from "../fixtures/device.ts";
import { freshFolder } from "../fixtures/folder.ts";
import { lanyard } from "../fixtures/program.ts";
import type { Server } from "../fixtures/server.ts";
import type { Stage } from "../fixtures/stage.ts";
import { connect, disconnect, editStaff, openAttention, openEdit } from "../steps/attention.ts";
import { RETURN } from "../steps/offline.ts";
import { ana, ben, cleo, dina, fay, marta, type Person } from "../steps/people.ts";
import { setUpAsProvider } from "../steps/set-up.ts";
import { signIn, tryToSignIn } from "../steps/sign-in.ts";
import { addStaff, NEEDS_ATTENTION, ON_THIS_DEVICE, openStaff, PENDING, rowOf } from "../steps/staff.ts";

/** Addresses that lead to what was made. */
interface Troubles {
  /** Mends a refused account. */
  mend: string;
  /** Mends a refused edit. */
  mendEdit: string;
  /** An edit that somebody else has made differently. */
  conflict: string;
  /** Changes an account. */
  edit: string;
}

/** The title of an edit that somebody else has made differently. */
export const CONFLICT = "Edit of Ana Lindqvist: Cell phone, Home phone, Role";

/** Makes a refused account, a conflict and a refused edit on `troubled`. */
export async function makeTrouble(troubled: Device, desk: Device, admin: Person): Promise<Troubles> {
  const { page } = troubled;
  const wanted = { ...fay, email: "taken@riverside.example", username: "wanted.twice" };
  const late = { ...wanted, first: "Gus", last: "Tanaka", email: "gus@riverside.example" };
  await tryToSignIn(page, admin.username, admin.password);
  await expect(page.getByRole("table", { name: "Staff" })).toBeVisible();
  await disconnect(troubled);
  await addStaff(page, late);
  await expect(rowOf(page, late)).toContainText(ON_THIS_DEVICE);
  await editStaff(page, late, { "Cell phone": "2125550123" });
  await openEdit(page, ana);
  await page.getByLabel("Role", { exact: true }).selectOption({ label: "Billing Staff" });
  await page.getByLabel("Cell phone").fill("2125550111");
  await page.getByLabel("Home phone").fill("2125550112");
  await page.getByRole("button", { name: "Save staff account" }).click();
  await editStaff(page, ben, { Username: "wanted.too" });

  await addStaff(desk.page, wanted);
  await addStaff(desk.page, { ...wanted, first: "Ida", email: "ida@riverside.example", username: "wanted.too" });
  await editStaff(desk.page, ana, { "Cell phone": "2125550122", "Home phone": "" });
  await expect(rowOf(desk.page, wanted)).toContainText(PENDING);
  await expect(rowOf(desk.page, ana)).toContainText("212-555-0122");
  await expect(desk.page.getByRole("banner")).toContainText("Synced");
  await connect(troubled);
  for (const who of [late, ana, ben]) await expect(rowOf(page, who)).toContainText(NEEDS_ATTENTION, RETURN);
  await rowOf(page, ana).getByRole("link", { name: "Needs attention" }).click();
  const conflict = await addressOf(page, "Needs attention");
  const mend = await mending(page, "New staff account: Gus Tanaka");
  const mendEdit = await mending(page, "Edit of Ben Achebe: Username");
  await openEdit(page, cleo);
  return { mend, mendEdit, conflict, edit: await addressOf(page, "Edit Office Staff") };
}

/** The address of the form that mends an item. */
async function mending(page: Page, title: string): Promise<string> {
  await openAttention(page);
  await page.getByRole("article", { name: title }).getByRole("button", { name: "Edit and resend" }).click();
  return addressOf(page, "Edit and resend");
}

async function addressOf(page: Page, heading: string): Promise<string> {
  await expect(page.getByRole("heading", { name: heading, exact: true, level: 1 })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** A practice that was put back from a backup, and a device with the edits that are gone by that. */
export async function undoByRestore(stage: Stage): Promise<{ server: Server; device: Device }> {
  const server = await stage.server();
  const device = await stage.device({ baseURL: server.url });
  const { page, watch } = device;
  await setUpAsProvider(page, server.setUpLink);
  for (const who of [ana, ben]) {
    await addStaff(page, who);
    await expect(rowOf(page, who)).toContainText("left");
  }
  const backup = join(freshFolder("backup"), "practice.db");
  await lanyard("backup", backup, "--data", server.data);
  await editStaff(page, ana, { "Cell phone": "2125550111" });
  await editStaff(page, ben, { "Last name": "Achebe-Roth" });
  await editStaff(page, { ...ben, last: "Achebe-Roth" }, { Username: "ben.roth" });
  await addStaff(page, dina);
  await expect(rowOf(page, dina)).toContainText(PENDING);
  watch.serverAway();
  watch.allow(/status of 40[19]/);
  await server.stop();
  await lanyard("restore", backup, "--data", server.data);
  await server.start();
  await expect(page.getByRole("main").getByText("Your session has ended.")).toBeVisible(RETURN);
  watch.serverBack();
  await signIn(page, marta);
  await expect(page.getByRole("banner")).toContainText("Needs attention: 4", RETURN);
  await openStaff(page);
  return { server, device };
}
