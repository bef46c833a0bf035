/** Every envelope that is known, those told by keys of their own first and the general rule last. */
import { aksDefender, aksDiagnostics, aksProperties, aksTableRow, logAnalyticsTables } from './aks';
import { cloudWatchBatch, cloudWatchEvent, cloudWatchPayload, insightsResults, insightsRow } from './cloudwatch';
import { columnsAndRows, grafanaFrames } from './columns-and-rows';
import { datadog } from './datadog';
import type { Envelope } from './envelope';
import { flatRow } from './flat-row';
import { gke } from './gke';
import { otlp } from './otlp';
import { pubSub } from './packed-text';
import { securityLake } from './security-lake';
import { har } from './har';
import { anyShipper, docker, filebeat, gelf, graylog, journal, splunkEvent, splunkResult } from './shippers';
import { elasticDocument, elasticSearch, lokiAnswer, lokiLine, lokiStream } from './stores';
import { yandex } from './yandex';

export const ENVELOPES: readonly Envelope[] = [
  gke, pubSub, aksDefender, aksDiagnostics, aksProperties, aksTableRow, logAnalyticsTables, securityLake, yandex,
  cloudWatchEvent, cloudWatchBatch, cloudWatchPayload, insightsResults, insightsRow,
  elasticSearch, elasticDocument, splunkResult, lokiAnswer, lokiStream, lokiLine, otlp, columnsAndRows, grafanaFrames,
  docker, journal, filebeat, datadog, graylog, gelf, splunkEvent, har, anyShipper, flatRow,
];

/** Lists of records that may be longer than memory: they are read item by item, each item an envelope of its own. */
export const STREAMED_LISTS: readonly string[] = ['records', 'entries', 'events', 'logEvents', 'resourceLogs'];
