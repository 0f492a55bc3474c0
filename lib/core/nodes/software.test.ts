import { expect, test } from "vitest";
import type { NodeItem } from "../inventory/items.ts";
import { nodesBehind, runtimeSupport, systemSupport } from "./software.ts";

const today = "2026-11-29";

test.each([
  ["Ubuntu 24.04.1 LTS", "supported", "Ubuntu 24.04"],
  ["Ubuntu 20.04.6 LTS", "paid", "Ubuntu 20.04"],
  ["Ubuntu 23.10", "ended", "Ubuntu 23.10"],
  ["Debian GNU/Linux 11 (bullseye)", "ended", "Debian 11"],
  ["Debian GNU/Linux 13 (trixie)", "supported", "Debian 13"],
  ["Amazon Linux 2", "ended", "Amazon Linux 2"],
  ["Amazon Linux 2023.6.20241010", "supported", "Amazon Linux 2023"],
  ["CentOS Linux 7 (Core)", "ended", "CentOS Linux 7"],
  ["Red Hat Enterprise Linux 9.4 (Plow)", "supported", "Red Hat Enterprise Linux 9"],
  ["Container Linux by CoreOS 2512.3.0 (Rhyolite)", "ended", "Container Linux by CoreOS"],
  ["Windows Server 2019 Datacenter", "supported", "Windows Server 2019"],
])("%s is %s", (image, state, name) => {
  expect(systemSupport(image, today)).toMatchObject({ state, name });
});

test.each([
  "Ubuntu 20.14",
  "Debian GNU/Linux trixie/sid",
  "Bottlerocket OS 1.20.3 (aws-k8s-1.29)",
  "Container-Optimized OS from Google",
  "Red Hat Enterprise Linux CoreOS 414.92.202401121330-0 (Plow)",
  "Not Ubuntu 20.04",
  "",
])("what is not in the table is not known: %s", (image) => {
  expect(systemSupport(image, today)).toBeUndefined();
});

test.each([
  ["containerd://1.6.36", "ended"],
  ["containerd://1.7.30", "ended"],
  ["containerd://2.2.1", "unknown"],
  ["containerd://2.3.0", "supported"],
  ["containerd://1.70.1", undefined],
  ["cri-o://1.34.1", undefined],
  ["", undefined],
])("%s is %s", (runtime, state) => {
  expect(runtimeSupport(runtime, today)?.state).toBe(state);
});

const node = (name: string, kernelVersion: string, osImage = "Ubuntu 22.04.4 LTS"): NodeItem => ({
  meta: { name },
  info: { kernelVersion, osImage, architecture: "amd64" },
});

test.each([
  [["5.15.0-1051-aws", "5.15.0-1062-aws"], ["a"]],
  [["5.15.0-107-generic", "5.15.0-1062-aws"], []],
  [["5.15.0-107-generic", "6.8.0-40-generic"], []],
  [["6.1.9", "6.1.10"], ["a"]],
  [["6.1.10", "6.1.10"], []],
  [["4.18.0-553.el8_10.x86_64", "4.18.0-553.5.1.el8_10.x86_64"], ["a"]],
  [["", "6.1.10"], []],
])("of %j these are behind: %j", ([a = "", b = ""], names) => {
  expect([...nodesBehind([node("a", a), node("b", b)]).keys()].map(({ meta }) => meta.name)).toEqual(names);
});

test("kernels of different systems are not compared", () => {
  expect(nodesBehind([node("a", "6.1.9"), node("b", "6.1.10", "Debian GNU/Linux 12")]).size).toBe(0);
});
