/** Browser tests: journeys through the real program, pictures of every page, the conflict storm, and measurements. */
import { defineConfig } from "@playwright/test";
import { fileURLToPath } from "node:url";

const target = fileURLToPath(new URL("../../target/", import.meta.url));

export default defineConfig({
  outputDir: `${target}browser-tests`,
  // A debug build of the server, and slow hashing of passwords, on a small machine.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  workers: 2,
  reporter: "list",
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "journeys", testDir: "./journeys" },
    { name: "shots", testDir: "./shots" },
    { name: "storm", testDir: "./storm" },
    // What records a test takes time that is not the page's.
    { name: "bench", testDir: "./bench", use: { trace: "off", screenshot: "off" } },
  ],
});
