import type { Geometry, Text } from '../../api/types';
import type { UploadMode } from '../../state/url-state';

/** Shapes of the answers about submissions and publications; what is null there is left out. */

export type SubmissionState = 'uploading' | 'checking' | 'checked' | 'awaiting-approval' | 'published';

export interface Submission {
  id: number;
  layer: string;
  area: string;
  author: string;
  state: SubmissionState;
  /** Rises with every change of settings. */
  revision: number;
  mode: UploadMode;
  createdAt: string;
  updatedAt: string;
  expiresAt?: string;
  file: { name: string; size: number; received?: number; sha256?: string };
  settings?: CheckSettings;
  progress?: { step: ProgressStep; done: number; total: number };
  outcome?: { rows: number; accepted: number; rejected: number; isAccepted: boolean };
  /** Why rows that are sound each for itself cannot be published. */
  problem?: { code: string; detail: string };
  changes?: ChangeCounts;
  publicationId?: number;
  /** The same file, handed in before for this layer and area. */
  earlier?: { id: number; state: SubmissionState; publicationId?: number; at: string }[];
}

export type ProgressStep = 'upload' | 'queue' | 'read' | 'store' | 'compare' | 'publish';

export interface ChangeCounts {
  added: number;
  changed: number;
  removed: number;
  unchanged: number;
  /** Sites of the area that are published now. */
  current: number;
  baseVersion: number;
  removedShare?: number;
}

export interface Correction {
  /** The data row, as the report numbers it. */
  row: number;
  /** The header; left out where the whole row is left out. */
  column?: string;
  /** null leaves the row out. */
  value: string | null;
}

export interface DatumShift {
  kind: 'four' | 'seven';
  dx: number;
  dy: number;
  dz?: number;
  rx?: number;
  ry?: number;
  rz?: number;
  scalePpm?: number;
  rotation?: number;
  convention?: 'position-vector' | 'coordinate-frame';
}

/** What a person said of a file; all of it optional. */
export interface CheckSettings {
  crs?: string;
  northFirst?: boolean;
  dataset?: string;
  encoding?: string;
  columns?: Record<string, string>;
  corrections?: Correction[];
  repairs?: string[];
  datumShift?: DatumShift;
}

export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  code: string;
  severity: Severity;
  row?: number;
  line?: number;
  column?: string;
  field?: string;
  value?: string;
  message: Text;
  suggestion?: string;
  repairable?: boolean;
  /** Where the row lies, longitude and latitude. */
  position?: [number, number];
  preview?: { before?: Geometry; after: Geometry };
  /** The repair was confirmed, and done. */
  repaired?: boolean;
}

export interface FindingGroup {
  code: string;
  severity: Severity;
  title: Text;
  count: number;
  repaired?: number;
  entries: Finding[];
}

export interface Candidate {
  crs: string;
  title: Text;
  northFirst: boolean;
  /** Share of the points inside the area, 0 to 1. */
  share: number;
  sample: [number, number][];
}

export interface Report {
  file: string;
  format?: string;
  encoding?: string;
  encodings?: string[];
  dataset?: string;
  datasets: string[];
  crs?: { code: string; name: Text; source: string; northFirst: boolean; needsDatumShift?: boolean };
  columns: { column: string; field?: string }[];
  /** The first rows as the file has them. */
  preview?: { columns: string[]; rows: (string | null)[][]; lines?: number[] };
  candidates?: Candidate[];
  rows: number;
  accepted: number;
  rejectedRows: number;
  /** Rows that the person left out; neither accepted nor rejected. */
  leftOut?: number;
  isAccepted: boolean;
  findings: FindingGroup[];
}

export interface RawRows {
  columns: string[];
  rows: { row: number; line: number; cells: (string | null)[] }[];
  total: number;
}

export interface Changes extends ChangeCounts {
  byCounty: { adcode: string; name: Text; before: number; after: number }[];
}

export type ChangeKind = 'added' | 'changed' | 'removed';

export interface ChangeItems {
  numberMatched?: number;
  features: { id?: string | number; geometry: Geometry | null; properties: { change: ChangeKind; code: string; name?: string; fields?: string[] } }[];
}

export interface PublicationEntry {
  id: number;
  layer: string;
  dataVersion: number;
  kind: 'publication' | 'reversal' | 'definition';
  /** Told to those who are signed in. */
  actor?: string;
  source?: string;
  area?: string;
  submissionId?: number;
  added: number;
  changed: number;
  removed: number;
  reverses?: number;
  reversedBy?: number;
  publishedAt: string;
  mayReverse?: boolean;
}
