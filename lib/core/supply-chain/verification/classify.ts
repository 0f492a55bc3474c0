/**
 * The library's errors, told apart: bytes that contradict each other are invalid; what cannot be decided for want of an
 * authority, a log, a key or a time is unverifiable. Messages are no API: the library is pinned, and a test holds this table.
 */
import { type SignedEntity, VerificationError } from "@sigstore/verify";
import { receiptLogs, UnsupportedSignature } from "./entity.ts";
import type { OpenRoot } from "./open-root.ts";
import type { CheckId } from "./result.ts";

export interface Classified {
  readonly check: CheckId;
  readonly state: "signed-unverifiable" | "invalid";
  readonly reason: string;
}

export function classify(error: unknown, root: OpenRoot, entity: SignedEntity): Classified {
  if (error instanceof UnsupportedSignature) {
    return unverifiable("signature", `The signature cannot be checked: ${error.message}.`);
  }
  if (!(error instanceof VerificationError)) {
    return unverifiable(
      "format",
      `It is malformed, and could not be judged: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  return byCode(error, root, entity);
}

function byCode(error: VerificationError, root: OpenRoot, entity: SignedEntity): Classified {
  const { code, message } = error;
  switch (code) {
    case "CERTIFICATE_ERROR":
      return certificate(message, root, entity);
    case "TIMESTAMP_ERROR":
      return timestamp(message, root, entity);
    case "TLOG_INCLUSION_PROMISE_ERROR":
    case "TLOG_INCLUSION_PROOF_ERROR":
      return inclusion(message, root, entity);
    case "TLOG_BODY_ERROR":
      return invalid("transparency-log", `The log's entry is about something else: ${message}.`);
    case "TLOG_ERROR":
    case "TLOG_MISSING_INCLUSION_ERROR":
      return unverifiable("transparency-log", `The profile asks for an entry of its transparency log: ${message}.`);
    case "SIGNATURE_ERROR":
      return invalid("signature", "The signature does not verify under the key that it names.");
    default:
      return unverifiable("signature", `It could not be judged: ${message}.`);
  }
}

const expired = "certificate is not valid or expired at the specified date";

function certificate(message: string, root: OpenRoot, entity: SignedEntity): Classified {
  if (message.startsWith("expected ")) {
    return unverifiable("certificate-log", `The profile asks for a receipt of its certificate log: ${message}.`);
  }
  if (message === "SCT verification failed") return receipt(root, entity);
  if (message !== "Failed to verify certificate chain")
    return unverifiable("certificate-chain", `It could not be judged: ${message}.`);
  const causes = root.byAuthority.map((verify) => causeOf(verify, entity));
  if (causes.includes(expired)) return invalid("certificate-chain", "The certificate was not valid when the signature was made.");
  return unverifiable("certificate-chain", "The certificate does not chain to an authority of the profile that was valid then.");
}

function causeOf(verify: (entity: SignedEntity) => void, entity: SignedEntity): string | undefined {
  try {
    verify(entity);
    return undefined;
  } catch (error) {
    const cause = error instanceof VerificationError ? error.cause : undefined;
    return cause instanceof Error ? cause.message : undefined;
  }
}

function receipt(root: OpenRoot, entity: SignedEntity): Classified {
  const known = receiptLogs(entity)?.every((id) => root.knowsCertificateLog(id)) ?? false;
  if (known) return invalid("certificate-log", "A receipt of the certificate log does not go with the certificate.");
  return unverifiable("certificate-log", "The certificate has a receipt of a certificate log that the profile does not know.");
}

function timestamp(message: string, root: OpenRoot, { timestamps }: SignedEntity): Classified {
  if (message !== "timestamp could not be verified") {
    return unverifiable("trusted-time", `No trusted time says when the signature was made: ${message}.`);
  }
  const known = timestamps.every(
    (stamp) =>
      stamp.$case !== "timestamp-authority" ||
      root.knowsTimestampAuthority(stamp.timestamp.signerSerialNumber, stamp.timestamp.signerIssuer),
  );
  if (known) return invalid("trusted-time", "A timestamp of a known authority does not go with the signature.");
  return unverifiable("trusted-time", "The timestamp is of an authority that the profile does not know.");
}

function inclusion(message: string, root: OpenRoot, { tlogEntries }: SignedEntity): Classified {
  const unknown = tlogEntries.find(({ logId }) => !root.knowsLog(logId.keyId));
  if (unknown === undefined) return invalid("transparency-log", `The log did not sign this entry: ${message}.`);
  return unverifiable("transparency-log", `The profile does not know the log ${root.logName(unknown.logId.keyId)}.`);
}

function invalid(check: CheckId, reason: string): Classified {
  return { check, state: "invalid", reason };
}

function unverifiable(check: CheckId, reason: string): Classified {
  return { check, state: "signed-unverifiable", reason };
}
