/** Reads the Go modules of a release. Needs Go; nothing else here does. */
import { execFileSync } from "node:child_process";
import { globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gateChanges, groupIn, type Reading, servedIn, tagsIn } from "./reading.ts";

const tagged = ["api", "kube-aggregator", "apiextensions-apiserver"];
const tagFile = "zz_generated.prerelease-lifecycle.go";
const gateFile = "test/compatibility_lifecycle/reference/versioned_feature_list.yaml";

/** Where files of components have a folder for each of their versions. */
const componentFolders = [
  { group: "kubeadm.k8s.io", module: "kubernetes", folder: "cmd/kubeadm/app/apis/kubeadm" },
  { group: "kubescheduler.config.k8s.io", module: "kube-scheduler", folder: "config" },
  { group: "audit.k8s.io", module: "apiserver", folder: "pkg/apis/audit" },
  { group: "client.authentication.k8s.io", module: "client-go", folder: "pkg/apis/clientauthentication" },
  { group: "credentialprovider.kubelet.k8s.io", module: "kubelet", folder: "pkg/apis/credentialprovider" },
] as const;

/** Staging modules call 1.37.2 v0.37.2. */
function addressOf(name: string, version: string): string {
  return `k8s.io/${name}@v${name === "kubernetes" ? version : version.replace(/^1\./, "0.")}`;
}

function folderOf(module: string): string {
  const answer = execFileSync("go", ["mod", "download", "-json", module], { encoding: "utf8" });
  return (JSON.parse(answer) as { Dir: string }).Dir;
}

/** @returns what the modules of a release say; `previous` is a release of the minor before it. */
export function readRelease(version: string, previous: string): Reading {
  const kubernetes = folderOf(addressOf("kubernetes", version));
  const before = folderOf(addressOf("kubernetes", previous));
  const text = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");
  const modules = tagged.map((name) => addressOf(name, version));
  return {
    ...{ version, previous, modules },
    tags: modules.flatMap(tagsOf),
    served: servedIn(JSON.parse(text(kubernetes, "api/openapi-spec/swagger.json"))),
    gates: gateChanges(text(kubernetes, gateFile), text(before, gateFile), version.split(".").slice(0, 2).join(".")),
  };
}

function tagsOf(module: string) {
  const root = folderOf(module);
  return globSync(`**/${tagFile}`, { cwd: root })
    .sort()
    .flatMap((file) => {
      const folder = dirname(join(root, file));
      const group = groupIn(readFileSync(join(folder, "register.go"), "utf8"));
      if (group === undefined) throw new Error(`${module} ${file} stands in a package without a group`);
      const version = relative(dirname(folder), folder);
      return tagsIn({ group, version, source: `${module}/${file}`, text: readFileSync(join(root, file), "utf8") });
    });
}

/** @returns the versions of the components' files that a release has, each as `group/version`. */
export function componentVersions(version: string): readonly string[] {
  return componentFolders.flatMap(({ group, module, folder }) =>
    readdirSync(join(folderOf(addressOf(module, version)), folder))
      .filter((name) => /^v\d+/.test(name))
      .map((name) => `${group}/${name}`),
  );
}
