/** In which surroundings the main journey runs. */
import { trustedAuthority } from "../fixtures/authority.ts";
import type { Device } from "../fixtures/device.ts";
import type { Mailbox } from "../fixtures/mailbox.ts";
import type { Server } from "../fixtures/server.ts";
import type { Stage } from "../fixtures/stage.ts";
import type { Outage } from "./offline.ts";

/** The name by which the server is reached over https. */
const HOST = "desk.lanyard.test";

export interface Way {
  name: string;
  /** How the server is lost. */
  outage: Outage;
  scheme: "http" | "https";
}

/** A server on an empty data folder, its mail server, and the administrator's browser. */
export class World {
  private constructor(
    readonly outage: Outage,
    readonly mailbox: Mailbox,
    readonly server: Server,
    readonly newDevice: () => Promise<Device>,
    readonly desk: Device,
  ) {}

  static async begin(stage: Stage, way: Way): Promise<World> {
    const mailbox = await stage.mailbox();
    const authority = way.scheme === "https" ? await trustedAuthority(HOST) : undefined;
    const secure = authority ? { host: HOST, tls: authority } : {};
    const server = await stage.server({ smtpUrl: mailbox.url, ...secure });
    const newDevice = () => stage.device({ baseURL: server.url, hosts: [HOST], home: authority?.home });
    return new World(way.outage, mailbox, server, newDevice, await newDevice());
  }
}
