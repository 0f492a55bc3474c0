/** Certificates, logs and timestamps: what the library verifies, with each check's outcome. */
import type { SignedEntity } from "@sigstore/verify";
import { certificateSigner } from "../identity/certificate.ts";
import type { CertificateSigner } from "../identity/signer.ts";
import type { SigstoreProfile } from "../trust/profile.ts";
import type { SignedArtefact } from "./artefact.ts";
import { type Attempt, ended, type Findings, failed, notApplicable, notAssessed, passed } from "./checks.ts";
import { type Classified, classify } from "./classify.ts";
import { contradictionIn } from "./consistency.ts";
import { entityOf, receiptLogs, statedTimes } from "./entity.ts";
import { type OpenRoot, openRoot } from "./open-root.ts";
import type { CheckId } from "./result.ts";

export type SigstoreAttempt = Attempt & { readonly signer?: CertificateSigner };

/** @returns a function that tries artefacts with the profile, which is read once. */
export function openSigstore(profile: SigstoreProfile): (artefact: SignedArtefact) => SigstoreAttempt {
  const root = openRoot(profile.root, profile.thresholds);
  return (artefact) => {
    if (artefact.bundle.verificationMaterial.content.$case === "publicKey") {
      return ended("signature", "signed-unverifiable", `It is signed with a key, and ${profile.name} knows certificates alone.`);
    }
    return attempt(artefact, root, profile.name);
  };
}

function attempt(artefact: SignedArtefact, root: OpenRoot, name: string): SigstoreAttempt {
  const opened = openEntity(artefact);
  if ("state" in opened) return opened;
  try {
    root.verify(opened);
    return { state: "sound", reason: "The signature is sound.", checks: soundChecks(opened, root, name), ...signerOf(opened) };
  } catch (error) {
    const classified = classify(error, root, opened);
    return { state: classified.state, reason: classified.reason, checks: endedChecks(classified, opened, root, name) };
  }
}

/** Malformed certificates and timestamps make the library throw before it verifies anything. */
export function openEntity(artefact: SignedArtefact): SignedEntity | Attempt {
  try {
    const contradiction = contradictionIn(artefact.bundle);
    if (contradiction !== undefined) return contradiction;
    return entityOf(artefact);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return ended("format", "signed-unverifiable", `It is malformed, and could not be judged: ${why}.`);
  }
}

function signerOf(entity: SignedEntity): { signer?: CertificateSigner } {
  if (entity.key.$case !== "certificate") return {};
  const times = statedTimes(entity).map(({ time }) => time);
  return { signer: certificateSigner(entity.key.certificate, times) };
}

const order: readonly CheckId[] = ["trusted-time", "certificate-chain", "certificate-log", "transparency-log", "signature"];

/** What came before the check that ended it holds, except for times that only the log's promise vouches for. */
function endedChecks({ check, state, reason }: Classified, entity: SignedEntity, root: OpenRoot, name: string): Findings {
  const reached = order.indexOf(check);
  const end = { [check]: state === "invalid" ? failed(reason) : notAssessed(reason) };
  if (reached < 0) return end;
  const sound = soundChecks(entity, root, name);
  const before: Findings = Object.fromEntries(order.slice(0, reached).map((id) => [id, sound[id]]));
  const byLog = statedTimes(entity).some(({ by }) => by === "log");
  const unproven = notAssessed("The log vouches for the time, and its entry was not found sound.");
  return {
    ...before,
    ...(byLog && reached > 0 && reached <= order.indexOf("transparency-log") && { "trusted-time": unproven }),
    ...end,
  };
}

function soundChecks(entity: SignedEntity, root: OpenRoot, name: string): Findings {
  return {
    ...witnessChecks(entity, root),
    "certificate-chain": passed(`The certificate chains to an authority of ${name}, and was valid at every trusted time.`),
    "certificate-log": certificateLog(entity, root),
    signature: passed("The signature verifies under the certificate's key."),
  };
}

/** The checks that signatures of keys share. */
export function witnessChecks(entity: SignedEntity, root: OpenRoot): Findings {
  const times = statedTimes(entity).map(
    ({ time, by }) => `${time.toISOString()} by ${by === "log" ? "the log" : "a timestamp authority"}`,
  );
  const entries = entity.tlogEntries.map(({ logId, logIndex }) => `entry ${logIndex} of ${root.logName(logId.keyId)}`);
  return {
    "trusted-time":
      times.length > 0 ? passed(`Signed at ${times.join(", ")}.`) : notApplicable("The profile asks for no trusted time."),
    "transparency-log":
      entries.length > 0
        ? passed(`Logged as ${entries.join(", ")}, and the entry is of this signature.`)
        : notApplicable("The profile asks for no transparency log."),
  };
}

function certificateLog(entity: SignedEntity, { thresholds }: OpenRoot): Findings[CheckId] {
  const count = receiptLogs(entity)?.length ?? 0;
  if (count > 0)
    return passed(`${count} of a known certificate log's receipts, where ${thresholds.certificateLog} is asked for.`);
  return notApplicable("The profile asks for no receipt of a certificate log.");
}
