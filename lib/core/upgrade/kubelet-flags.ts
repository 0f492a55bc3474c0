/** Flags of kubelets that an upgrade makes a matter of, by the minor from which a kubelet no longer takes them. */
import type { Minor } from "./minor.ts";

/** Those of 1.37 came from cAdvisor. */
export const goneKubeletFlags: ReadonlyMap<string, Minor> = new Map([
  ["keep-terminated-pod-volumes", 31],
  ["cloud-config", 34],
  ["register-schedulable", 34],
  ["pod-infra-container-image", 35],
  ["application-metrics-count-limit", 37],
  ["boot-id-file", 37],
  ["container-hints", 37],
  ["containerd", 37],
  ["containerd-namespace", 37],
  ["enable-load-reader", 37],
  ["event-storage-age-limit", 37],
  ["event-storage-event-limit", 37],
  ["global-housekeeping-interval", 37],
  ["log-cadvisor-usage", 37],
  ["machine-id-file", 37],
  ["storage-driver-buffer-duration", 37],
  ["storage-driver-db", 37],
  ["storage-driver-host", 37],
  ["storage-driver-password", 37],
  ["storage-driver-secure", 37],
  ["storage-driver-table", 37],
  ["storage-driver-user", 37],
]);

/** @returns the names of a command line's flags that are gone from some minor on, sorted; of the values nothing is kept. */
export function goneFlagsOf(commandLine: string): readonly string[] {
  // A kubelet reads `boot_id_file` as `boot-id-file`.
  const names = [...commandLine.matchAll(/(?:^|\s)--?([a-zA-Z0-9][\w-]*)/g)].map(([, name = ""]) => name.replaceAll("_", "-"));
  return [...new Set(names)].filter((name) => goneKubeletFlags.has(name)).sort();
}
