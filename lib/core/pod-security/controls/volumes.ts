/** The control of which types of volume a pod may mount. */
import type { Control, Forbidden, JudgedPod } from "./control.ts";
import { named, plural, quoted, sorted } from "./words.ts";

const allowed: readonly string[] = [
  ...["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"],
];
/** Those that upstream names; it calls any other one unknown. */
const refused: readonly string[] = [
  ...["hostPath", "gcePersistentDisk", "awsElasticBlockStore", "gitRepo", "nfs", "iscsi", "glusterfs", "rbd", "flexVolume"],
  ...["cinder", "cephfs", "flocker", "fc", "azureFile", "vsphereVolume", "quobyte", "azureDisk", "photonPersistentDisk"],
  ...["portworxVolume", "scaleIO", "storageos"],
];

/** @returns whether restricted lets a type of volume through. */
export function isAllowedVolume(type: string): boolean {
  return allowed.includes(type);
}

export const restrictedVolumes = {
  id: "restrictedVolumes",
  level: "restricted",
  revisions: [{ since: 0, judge: refuseOtherVolumes }],
  overrides: "hostPathVolumes",
} as const satisfies Control;

function refuseOtherVolumes({ spec }: JudgedPod): Forbidden | undefined {
  const volumes = (spec.volumes ?? []).filter(({ type }) => !isAllowedVolume(type));
  if (volumes.length === 0) return undefined;
  const names = volumes.map(({ name }) => name);
  const types = sorted(volumes.map(({ type }) => (refused.includes(type) ? type : "unknown")));
  const what = plural("restricted volume type", "restricted volume types", types.length);
  return {
    reason: "restricted volume types",
    detail: `${named("volume", names)} ${plural("uses", "use", names.length)} ${what} ${quoted(types)}`,
  };
}
