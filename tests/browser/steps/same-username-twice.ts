/** Two devices without the server make accounts of the same username. */
import { expect } from "@playwright/test";
import type { Device } from "../fixtures/device.ts";
import { linkIn } from "../fixtures/mailbox.ts";
import { activate, openActivation } from "./links.ts";
import { bringServerBack, loseServer, offlineBanner, readyForOffline, RETURN } from "./offline.ts";
import { ben, cleo, marta, type Person } from "./people.ts";
import { chooseOwnPassword, signIn } from "./sign-in.ts";
import { addStaff, NEEDS_ATTENTION, openStaff, PENDING, rowOf } from "./staff.ts";
import type { World } from "./ways.ts";

/** An account and the device that it was made on. */
interface Made {
  device: Device;
  who: Person;
}

const DECIDED = /Inactive, not yet activated|Needs attention/;

export class SameUsernameTwice {
  private both: Made[] = [];
  private accepted: Made | undefined;
  private refused: Made | undefined;

  constructor(private readonly world: World) {}

  async makeBoth(): Promise<void> {
    const { desk, newDevice, server, outage } = this.world;
    const second = await newDevice();
    await signIn(second.page, marta);
    await openStaff(second.page);
    await readyForOffline(second.page);
    await loseServer(server, outage, desk, second);
    this.both = [
      { device: desk, who: ben },
      { device: second, who: { ...cleo, username: ben.username } },
    ];
    for (const { device, who } of this.both) await addStaff(device.page, who);
    await bringServerBack(server, outage);
  }

  async decide(): Promise<void> {
    for (const made of this.both) {
      const row = rowOf(made.device.page, made.who);
      await expect(row).toContainText(DECIDED, RETURN);
      if (NEEDS_ATTENTION.test(await row.innerText())) this.refused = made;
      else this.accepted = made;
      await expect(offlineBanner(made.device.page)).toBeHidden(RETURN);
      made.device.watch.serverBack();
    }
    const { accepted, refused } = this;
    if (!accepted || !refused) throw new Error("Not one was accepted and one refused.");
    await expect(rowOf(refused.device.page, accepted.who)).toContainText(PENDING);
  }

  async mend(): Promise<void> {
    const { who, device } = this.refused!;
    const { page } = device;
    await rowOf(page, who).getByRole("button", { name: "Edit", exact: true }).click();
    const username = page.getByLabel("Username");
    await expect(username).toHaveAttribute("aria-invalid", "true");
    await expect(username).toHaveAccessibleDescription("This username is taken. Choose another one.");
    const kept = {
      Username: who.username,
      "First name": who.first,
      "Last name": who.last,
      "Email address": who.email,
      "Home phone": "(212) 555-0147",
    };
    for (const [label, value] of Object.entries(kept)) {
      await expect(page.getByLabel(label)).toHaveValue(value);
    }
    await expect(page.getByLabel("Role", { exact: true }).locator("option:checked")).toHaveText("Nurse");
    await expect(page.getByLabel("Password", { exact: true })).toBeHidden();
    const mended = { ...who, username: "cleo.the.second" };
    await username.fill(mended.username);
    await page.getByRole("button", { name: "Send again" }).click();
    await expect(rowOf(page, mended)).toContainText(PENDING);
    await expect(rowOf(page, mended)).toContainText(mended.username);
    this.refused = { who: mended, device };
  }

  async signInAsMember(): Promise<void> {
    const { mailbox, newDevice } = this.world;
    const { who } = this.refused!;
    const mail = await mailbox.mailTo(who.email);
    const { page } = await newDevice();
    await openActivation(page, linkIn(mail.text), who);
    await activate(page);
    await signIn(page, who);
    await chooseOwnPassword(page, who);
    for (const { email } of [who, this.accepted!.who]) expect(mailbox.to(email)).toHaveLength(1);
  }
}
