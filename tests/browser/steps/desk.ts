/**
 * A practice that stands already: set up through its pages once in each worker, and copied for every
 * journey that begins at the administrator's desk.
 */
import { expect } from "@playwright/test";
import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Device } from "../fixtures/device.ts";
import { freshFolder, keptFolder } from "../fixtures/folder.ts";
import type { Gate } from "../fixtures/gate.ts";
import type { Mailbox } from "../fixtures/mailbox.ts";
import { quietPort, type Server } from "../fixtures/server.ts";
import { Stage } from "../fixtures/stage.ts";
import { forgetTouches } from "./lock.ts";
import { readyForOffline } from "./offline.ts";
import { marta } from "./people.ts";
import { setUp } from "./set-up.ts";
import { signIn } from "./sign-in.ts";

/** A practice with its administrator signed in at the list of staff. */
export interface Desk {
  server: Server;
  mailbox: Mailbox;
  admin: Device;
}

/** What a browser opens where the practice is served, and what it has been told there. */
interface Served {
  server: Server;
  mailbox: Mailbox;
  /** The administrator's profile, signed in, with a copy of the records. */
  profile: string;
}

export class StandingPractice {
  private constructor(
    private readonly folder: string,
    /** A browser keeps what it stores by address, so that every copy is served under the same one. */
    private readonly port: number,
  ) {}

  /** Sets it up, signs its administrator in, and keeps what server and browser hold then. */
  static async make(): Promise<StandingPractice> {
    const stage = new Stage();
    const port = await quietPort();
    const server = await stage.server({ port });
    const admin = await stage.device({ baseURL: server.url });
    await setUp(admin.page, server.setUpLink);
    await signIn(admin.page, marta);
    await expect(admin.page.getByRole("table", { name: "Staff" })).toBeVisible();
    await readyForOffline(admin.page);
    // A copy is opened whenever a test begins, and a last touch of too long ago would lock its screen.
    await forgetTouches(admin.page);
    await admin.close();
    await server.stop();
    const folder = keptFolder("practice");
    // The root secret lies beside the data folder.
    cpSync(dirname(server.data), join(folder, "server"), { recursive: true });
    cpSync(admin.profile, join(folder, "profile"), { recursive: true });
    await stage.end();
    return new StandingPractice(folder, port);
  }

  /** Serves a copy of it. */
  async serve(stage: Stage): Promise<Served> {
    return this.serveAt(stage, this.port);
  }

  /** The same behind a gate, through which the browser has its address. */
  async serveBehindGate(stage: Stage): Promise<Served & { gate: Gate }> {
    const served = await this.serveAt(stage);
    return { ...served, gate: await stage.gate(served.server, this.port) };
  }

  /** Serves a copy of it, and opens the administrator's browser at the list of staff. */
  async openDesk(stage: Stage): Promise<Desk> {
    const { server, mailbox, profile } = await this.serve(stage);
    const admin = await stage.device({ baseURL: server.url, profile });
    await admin.page.goto("/account/staff");
    await expect(admin.page.getByRole("table", { name: "Staff" })).toBeVisible();
    return { server, mailbox, admin };
  }

  private async serveAt(stage: Stage, port?: number): Promise<Served> {
    const mailbox = await stage.mailbox();
    const data = join(this.copy("server"), "data");
    const server = await stage.server({ data, smtpUrl: mailbox.url, ...(port ? { port } : {}) });
    return { server, mailbox, profile: this.copy("profile") };
  }

  private copy(part: "server" | "profile"): string {
    const copy = freshFolder(part);
    cpSync(join(this.folder, part), copy, { recursive: true });
    return copy;
  }
}
