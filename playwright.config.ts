/** The browser suite: the product as `npm start` runs it, against a real API server. */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/browser.ts";
import { TIME_TO_START } from "./test/kube/server.ts";

const { executablePath, args } = await findBrowser();

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  globalSetup: "./e2e/start.ts",
  // The first start on a machine may build the API server.
  globalTimeout: TIME_TO_START + 10 * 60_000,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // The product's own processes need a core beside the browsers.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/results.json" }]],
  use: {
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    actionTimeout: 20_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath, args },
  },
  projects: [
    { name: "journey", testMatch: "journey.spec.ts" },
    { name: "team", testMatch: "team.spec.ts", dependencies: ["journey"] },
    { name: "keyboard", testMatch: "keyboard.spec.ts", dependencies: ["team"] },
    { name: "closed doors", testMatch: "closed-doors.spec.ts", dependencies: ["team"] },
    { name: "states", testMatch: "states.spec.ts", dependencies: ["team"] },
    { name: "reviews", testMatch: "reviews.spec.ts", dependencies: ["team"] },
    { name: "subjects", testMatch: "subjects.spec.ts", dependencies: ["team"] },
    { name: "accessibility", testMatch: "accessibility.spec.ts", dependencies: ["team"], fullyParallel: true },
    // It registers a cluster more, and so comes when nobody counts them.
    {
      name: "trail",
      testMatch: "trail.spec.ts",
      dependencies: ["keyboard", "closed doors", "states", "reviews", "subjects", "accessibility"],
    },
  ],
});
