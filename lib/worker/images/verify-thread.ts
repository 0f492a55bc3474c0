/** A thread that verifies: it is given trust profiles once, and then artefacts. It asks nothing of anybody. */
import { parentPort, workerData } from "node:worker_threads";
import { createVerifier } from "#core/supply-chain/verification/verify.ts";
import type { StoredTrustProfile } from "#server/database/supply-chain/judgement-rows.ts";
import { openProfiles } from "#server/supply-chain/judgement.ts";
import { type ToVerify, verifyToKeep } from "#server/supply-chain/kept-cryptography.ts";

const verifier = createVerifier(openProfiles(workerData as readonly StoredTrustProfile[]));

parentPort?.on("message", ({ id, artefacts }: { readonly id: number; readonly artefacts: readonly ToVerify[] }) => {
  parentPort?.postMessage({ id, results: artefacts.map((one) => verifyToKeep(verifier, one)) });
});
