/** A page in one state. */
import type { Page } from "@playwright/test";
import type { Viewer, World } from "./world.ts";

/** A page in one state. */
export interface State {
  /** Names the pictures. */
  name: string;
  /** Its route as `web/src/route.rs` has it. */
  route: string;
  viewer: Viewer;
  /** Its address; the route itself where there is none. */
  path?: (links: World["links"]) => string;
  /** Words that it shows when it is complete. */
  shows: string;
  /** What it shows without the server: other words, or nothing of this state. */
  offline?: string | false;
  /** What somebody does on it first. */
  act?: (page: Page) => Promise<void>;
  /** What the browser may complain about. */
  complaint?: RegExp;
}

/** What a form says when something in it is wrong. */
export const INVALID = "Some fields need another look.";
