import type { Cluster } from "#contracts/clusters.ts";
import type { ScanSummary } from "#contracts/scans.ts";
import { ApiError, problemOfResponse } from "./problem.ts";

/** Bytes that the API accepts. */
export const uploadLimit = 512 * 1024 * 1024;

/** @returns bytes as `4.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes}\u00a0B`;
  const unit = bytes < 1_000_000 ? { name: "kB", size: 1000 } : { name: "MB", size: 1_000_000 };
  return `${(bytes / unit.size).toFixed(1)}\u00a0${unit.name}`;
}

interface Upload {
  file: File;
  /** The name of a new cluster. */
  name?: string;
  /** The cluster that it is a newer look at. */
  cluster?: string;
  /** Called with 0 to 1; 1 when all of it is sent and the server has not answered yet. */
  onProgress: (share: number) => void;
}

/**
 * Sends a snapshot as the body itself. XMLHttpRequest, because fetch cannot say how much of a body is sent.
 * @throws ApiError with the API's problem
 */
export function uploadSnapshot({ file, name, cluster, onProgress }: Upload): Promise<{ cluster: Cluster; scan: ScanSummary }> {
  const query = new URLSearchParams({ fileName: file.name, ...(name && { name }), ...(cluster && { cluster }) });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/snapshots?${query}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = (event) => onProgress(event.total === 0 ? 0 : event.loaded / event.total);
    request.upload.onload = () => onProgress(1);
    request.onerror = () => reject(new TypeError("The upload was interrupted."));
    request.onload = () => {
      if (request.status < 300) return resolve(JSON.parse(request.responseText));
      const headers = { "content-type": request.getResponseHeader("content-type") ?? "" };
      void problemOfResponse(new Response(request.responseText, { status: request.status, headers })).then((problem) =>
        reject(new ApiError(problem)),
      );
    };
    request.send(file);
  });
}
