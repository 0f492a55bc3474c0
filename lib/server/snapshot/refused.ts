/** The words in which an upload is refused, and the limits behind them. */
import type { SnapshotError } from "#core/inventory/snapshot/decode.ts";
import type { Failure } from "#core/result.ts";

export type SnapshotCode =
  | "snapshotEmpty"
  | "snapshotTooLarge"
  | "snapshotBomb"
  | "snapshotTruncated"
  | "snapshotVersion"
  | "snapshotCorrupt"
  | "notASnapshot"
  | "archivePath"
  | "archiveLink"
  | "archiveEncrypted"
  | "tooManyFiles"
  | "yamlAlias"
  | "yamlInvalid"
  | "duplicateKey";

export type SnapshotRefused = Failure<SnapshotCode>;

export interface UploadLimits {
  /** As it arrives. */
  readonly uploadBytes: number;
  /** After decompression, all files together. */
  readonly expandedBytes: number;
  /** How many times larger the contents may be than the upload, once they are beyond a size that does no harm. */
  readonly ratio: number;
  readonly harmlessBytes: number;
  /** Of one manifest file, and of what kubectl printed. */
  readonly fileBytes: number;
  /** Of one object in YAML. */
  readonly documentBytes: number;
  readonly files: number;
}

const MIB = 1024 * 1024;

export const UPLOAD_LIMITS: UploadLimits = {
  uploadBytes: 256 * MIB,
  expandedBytes: 1024 * MIB,
  ratio: 300,
  harmlessBytes: 64 * MIB,
  fileBytes: 128 * MIB,
  documentBytes: 8 * MIB,
  files: 10_000,
};

/** Ends the reading of an upload from wherever it is; `readUpload` turns it into its result. */
export class UploadRefused extends Error {
  readonly failure: SnapshotRefused;
  constructor(failure: SnapshotRefused) {
    super(failure.message);
    this.name = "UploadRefused";
    this.failure = failure;
  }
}

const AGAIN = "Take the snapshot again with `npx drydock snapshot`, and copy it as a binary file.";

const WORDS: Readonly<Record<SnapshotCode, readonly [message: string, remedy: string]>> = {
  snapshotEmpty: ["The upload is empty.", AGAIN],
  snapshotTooLarge: [
    "The upload is larger than Drydock reads.",
    "Take a snapshot with `npx drydock snapshot`: it is a small part of what kubectl prints.",
  ],
  snapshotBomb: [
    "The upload unpacks to far more than it can honestly hold.",
    "Upload the snapshot or the manifests as they are, without another layer of compression.",
  ],
  snapshotTruncated: ["The upload ends before its end.", AGAIN],
  snapshotVersion: [
    "The snapshot is of a newer format than this Drydock reads.",
    "Upgrade Drydock, or take the snapshot with the command of this version.",
  ],
  snapshotCorrupt: ["The upload is damaged.", AGAIN],
  notASnapshot: [
    "The upload is neither a snapshot nor Kubernetes manifests.",
    "Upload what `npx drydock snapshot` wrote, the output of kubectl get -o yaml or json, or an archive of manifests.",
  ],
  archivePath: [
    "The archive has a path that leads out of it.",
    "Pack the folder again with relative paths: tar czf manifests.tgz -C FOLDER .",
  ],
  archiveLink: [
    "The archive has a link or a device.",
    "Pack the files that are meant and not links to them: tar czhf manifests.tgz -C FOLDER .",
  ],
  archiveEncrypted: ["The archive is encrypted.", "Pack it without a password."],
  tooManyFiles: ["The archive has more files than Drydock reads.", "Pack the manifests alone."],
  yamlAlias: [
    "A manifest repeats itself through YAML aliases far more often than a manifest would.",
    "Write the values out, or upload what kubectl get prints.",
  ],
  yamlInvalid: [
    "A manifest is not valid YAML or JSON.",
    "Correct it; templates have to be rendered first, for example with helm template.",
  ],
  duplicateKey: ["A manifest has a key twice.", "Keep the one that is meant."],
};

/** @param path the file in the archive, and what else says where. */
export function refuse(code: SnapshotCode, path?: string): UploadRefused {
  const [message, remedy] = WORDS[code];
  const shown = path?.replace(/[\p{Cc}\p{Cf}]+/gu, "?").slice(0, 300);
  return new UploadRefused({
    code,
    message: shown === undefined ? message : `${message.slice(0, -1)} (${shown}).`,
    remedy,
    ...(shown !== undefined && { path: shown }),
  });
}

const CODE_BY_SNAPSHOT_ERROR: Readonly<Record<SnapshotError["code"], SnapshotCode>> = {
  notASnapshot: "notASnapshot",
  newerSnapshot: "snapshotVersion",
  truncatedSnapshot: "snapshotTruncated",
  damagedSnapshot: "snapshotCorrupt",
};

/** @returns what the codec of the core says, under the codes of uploads. */
export function refuseSnapshot({ code, message, remedy }: SnapshotError): UploadRefused {
  return new UploadRefused({ code: CODE_BY_SNAPSHOT_ERROR[code], message, remedy });
}
