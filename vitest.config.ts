import { defineConfig } from "vitest/config";

const elsewhere = ["node_modules/**", ".next/**", ".drydock/**", "e2e/**"];
/** Left to itself Vitest leaves a core free, which on two cores is one file after another. */
const maxWorkers = "100%";
const real = { pool: "forks" as const, testTimeout: 120_000, hookTimeout: 300_000 };

/** Three kinds of test, told apart by name: pure ones, those on a real PostgreSQL, those on a real API server. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: [...elsewhere, "**/*.db.test.ts", "**/*.kube.test.ts"],
          testTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        test: {
          ...real,
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: elsewhere,
          globalSetup: ["test/postgres/server.ts"],
          maxWorkers,
        },
      },
      {
        test: {
          ...real,
          name: "kube",
          include: ["**/*.kube.test.ts"],
          exclude: elsewhere,
          globalSetup: ["test/kube/shared.ts"],
          hookTimeout: 1_800_000,
          // They share one server, and some compare all that is in it.
          maxWorkers: 1,
        },
      },
    ],
  },
});
