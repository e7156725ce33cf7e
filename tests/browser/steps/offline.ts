/** Losing the server, and getting it back. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Device } from "../fixtures/device.ts";
import type { Server } from "../fixtures/server.ts";

/** How a server is lost: its process ends, or it accepts and never answers. */
export type Outage = "killed" | "frozen";

/** Waits until the page can be opened without the server. */
export async function readyForOffline(page: Page): Promise<void> {
  const stored = () => page.evaluate(() => navigator.serviceWorker.ready.then((it) => it.active?.state));
  await expect.poll(stored, { message: "the service worker's state" }).toBe("activated");
}

/** Takes the server away from these browsers. */
export async function loseServer(server: Server, outage: Outage, ...devices: Device[]): Promise<void> {
  for (const device of devices) device.watch.serverAway();
  if (outage === "killed") await server.kill();
  else server.freeze();
}

/** Gives it back. */
export async function bringServerBack(server: Server, outage: Outage): Promise<void> {
  if (outage === "killed") await server.start();
  else server.thaw();
}

/** The words that say that the page is offline, and since when. */
export function offlineBanner(page: Page): Locator {
  return page.getByRole("main").getByText(/^Offline since \d.*copy on this device/);
}

/** A call to a server that accepts and never answers is given up after a while. */
export const PATIENCE = { timeout: 60_000 };
/** How long a device may take to notice that the server is back. */
export const RETURN = { timeout: 60_000 };
