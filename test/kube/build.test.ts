import { expect, test } from "vitest";
import { kubeModule } from "./build.ts";
import { needsLinknameUnchecked, parseKubeVersion, stagingVersion } from "./versions.ts";

const UPSTREAM = `module k8s.io/kubernetes

go 1.26.0

require (
	k8s.io/api v0.0.0
	k8s.io/utils v0.0.0-20260626114624-be93311217bd
)

replace (
	github.com/onsi/ginkgo => github.com/onsi/ginkgo v1.14.0
	k8s.io/api => ./staging/src/k8s.io/api
)
`;

test("staging folders become releases, other replacements stay", () => {
  const text = kubeModule(UPSTREAM, parseKubeVersion("v1.37.2"));
  expect(text).toContain("require k8s.io/kubernetes v1.37.2\n");
  expect(text).toContain("\tk8s.io/api => k8s.io/api v0.37.2\n");
  expect(text).toContain("\tgithub.com/onsi/ginkgo => github.com/onsi/ginkgo v1.14.0\n");
  expect(text).toContain("\ngo 1.26.0\n");
  expect(text).not.toContain("staging");
  expect(text).not.toContain("k8s.io/utils");
});

test("versions are read with or without their v, and in full alone", () => {
  expect(parseKubeVersion(" v1.24.2")).toMatchObject({ text: "1.24.2", minor: 24, patch: 2 });
  expect(stagingVersion(parseKubeVersion("1.24.2"))).toBe("v0.24.2");
  for (const text of ["1.37", "latest", "1.37.2-rc.0", ""])
    expect(() => parseKubeVersion(text)).toThrow("is not a Kubernetes version");
});

test("old releases need the linker's check turned off", () => {
  expect(needsLinknameUnchecked(parseKubeVersion("1.24.2"))).toBe(true);
  expect(needsLinknameUnchecked(parseKubeVersion("1.37.2"))).toBe(false);
});
