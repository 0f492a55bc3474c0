/** From the predicates of SLSA 0.1, 0.2 and 1.x to the one shape. */
import type { Statement } from "../verification/statement.ts";
import type { Provenance } from "./provenance.ts";
import { readSlsa01, readSlsa02 } from "./slsa-0.ts";
import { readSlsa1 } from "./slsa-1.ts";

/** @returns what the statement says of a build; undefined where it is about something else. Nothing in it is believed yet. */
export function readProvenance({ predicateType, predicate }: Statement): Provenance | undefined {
  if (/^https:\/\/slsa\.dev\/provenance\/v1(?:\.\d+)?$/.test(predicateType)) return readSlsa1(predicate);
  if (predicateType === "https://slsa.dev/provenance/v0.2") return readSlsa02(predicate);
  if (predicateType === "https://slsa.dev/provenance/v0.1" || predicateType === "https://in-toto.io/Provenance/v0.1") {
    return readSlsa01(predicate);
  }
  return undefined;
}
