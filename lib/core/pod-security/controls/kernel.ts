/** The control of a pod's sysctls: those that are its own, and no node's. */
import type { Control, Judge } from "./control.ts";

const first = [
  "kernel.shm_rmid_forced",
  ...ipv4("ip_local_port_range", "tcp_syncookies", "ping_group_range", "ip_unprivileged_port_start"),
];
const since27 = [...first, ...ipv4("ip_local_reserved_ports")];
const since29 = [...since27, ...ipv4("tcp_keepalive_time", "tcp_fin_timeout", "tcp_keepalive_intvl", "tcp_keepalive_probes")];
const since32 = [...since29, ...ipv4("tcp_rmem", "tcp_wmem")];
const since37 = [...since32, ...ipv4("tcp_slow_start_after_idle", "tcp_notsent_lowat")];

function ipv4(...names: readonly string[]): readonly string[] {
  return names.map((name) => `net.ipv4.${name}`);
}

export const sysctls = {
  id: "sysctls",
  level: "baseline",
  revisions: [
    { since: 0, judge: refuseOthers(first) },
    { since: 27, judge: refuseOthers(since27) },
    { since: 29, judge: refuseOthers(since29) },
    { since: 32, judge: refuseOthers(since32) },
    { since: 37, judge: refuseOthers(since37) },
  ],
} as const satisfies Control;

function refuseOthers(allowed: readonly string[]): Judge {
  return ({ spec }) => {
    const others = (spec.securityContext?.sysctls ?? []).filter((name) => !allowed.includes(name));
    return others.length === 0 ? undefined : { reason: "forbidden sysctls", detail: others.join(", ") };
  };
}
