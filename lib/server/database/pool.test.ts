import { expect, test } from "vitest";
import { patientUrl } from "./pool.ts";

test("a client that is made elsewhere gives up on a dead connection too, unless its address says otherwise", () => {
  const patient = new URL(patientUrl("postgresql://u:p%40ss@db.example:5432/drydock?sslmode=require"));
  expect(patient.searchParams.get("sslmode")).toBe("require");
  expect(patient.searchParams.get("query_timeout")).toBe("120000");
  expect(patient.searchParams.get("keepAlive")).toBe("true");
  expect(patient.password).toBe("p%40ss");
  expect(new URL(patientUrl("postgresql://db/drydock?query_timeout=5")).searchParams.getAll("query_timeout")).toEqual(["5"]);
});
