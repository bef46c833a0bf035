/**
 * The report's style sheet, in the file itself: the tokens of the app, written out per colour scheme because a
 * report is also opened in browsers without `light-dark()`; system fonts only. No backslash may stand in here.
 */
import { html, type Html } from './html';

export const REPORT_STYLE: Html = html`<style>
:root{color-scheme:light dark;
--font-ui:Inter,system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,sans-serif;
--font-value:"JetBrains Mono",ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;
--bg:#f6f7f9;--surface:#fff;--sunken:#eef0f3;--line:#dfe3e8;--line-strong:#c5ccd4;--text:#14181d;--text-2:#4b5560;--text-3:#5f6a76;--accent:#2f4bd6;--accent-soft:#e7ebff;
--observed:#0b6e5f;--authenticated:#1f5fbf;--derived:#55606c;--third-party:#7440b8;--claimed:#96540a;--contradicted:#b3261e;--unverifiable:#626b77;
--allowed:#8fa6bd;--denied:#d9822b;--unauthenticated:#8e4fc7;--failed:#c0392b;--open:#2f9e8f;--soft-bad:#f9ecec}
@media screen and (prefers-color-scheme:dark){:root{
--bg:#0f1216;--surface:#161a20;--sunken:#0b0e11;--line:#2a3038;--line-strong:#3a424d;--text:#e6e9ed;--text-2:#a6b0bb;--text-3:#8a95a1;--accent:#8fa3ff;--accent-soft:#20284a;
--observed:#4fd1b5;--authenticated:#7fb2ff;--derived:#a2adb9;--third-party:#c39bff;--claimed:#f2b25c;--contradicted:#ff8a80;--unverifiable:#8d97a3;
--allowed:#5f7891;--denied:#e09a4d;--unauthenticated:#b98be6;--failed:#e0685c;--open:#48b8a7;--soft-bad:#2a1a1c}}
*{box-sizing:border-box}
html{scroll-padding-top:16px;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 var(--font-ui);font-variant-numeric:tabular-nums}
a{color:var(--accent);text-underline-offset:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:12px;background:var(--surface);padding:8px 12px;z-index:1}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
h1,h2,h3,h4,p,ol,ul,dl,dd,figure,blockquote{margin:0;padding:0}ol,ul{list-style:none}
h2{font-size:17px;line-height:1.3;letter-spacing:-.01em;font-weight:650}
h4,.eyebrow{font-size:11px;font-weight:600;text-transform:uppercase;letter-spacing:.08em;color:var(--text-3)}
.page{max-width:1216px;margin:0 auto;padding:0 24px 64px;display:grid;grid-template-columns:216px minmax(0,1fr);column-gap:40px}
.top{grid-column:1/-1;padding:28px 0 24px;border-bottom:1px solid var(--line-strong);margin-bottom:28px}
.brand{display:flex;gap:8px;align-items:center;color:var(--text-2);font-size:13px}
.brand b{color:var(--text);font-weight:650}.brand i{width:14px;height:14px;border:2px solid var(--observed);border-radius:50%;display:grid;place-items:center}.brand i:after{content:"";width:4px;height:4px;border-radius:50%;background:var(--observed)}
h1{font-size:28px;line-height:1.25;letter-spacing:-.02em;font-weight:680;margin:14px 0 8px;overflow-wrap:anywhere}
.lede{font-size:15px;color:var(--text-2);max-width:72ch}.lede b{color:var(--text);font-weight:600}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,max-content));gap:10px 32px;margin-top:18px}
.facts dt{font-size:11px;color:var(--text-3)}.facts dd{font-size:13px;overflow-wrap:anywhere}
.toc{position:sticky;top:20px;align-self:start;max-height:calc(100vh - 40px);overflow:auto;font-size:13px;padding-bottom:16px}
.toc a{display:block;color:var(--text-2);text-decoration:none;padding:3px 8px;border-left:2px solid var(--line)}.toc a:hover{color:var(--text);border-color:var(--accent)}
.toc ol ol a{padding-left:18px;font-size:12px;color:var(--text-3)}.toc .eyebrow{padding:0 0 8px}
main>section{margin-bottom:44px}main>section>h2{margin-bottom:4px}.sub{color:var(--text-2);font-size:13px;margin-bottom:14px;max-width:78ch}
code,.v,time,.num{font-family:var(--font-value);font-size:.9em}time{white-space:nowrap}
.card{background:var(--surface);border:1px solid var(--line);border-radius:6px}
/* the timeline: a rail, a dot per request, the gap in words between two */
.tl{padding:6px 0}.tl li{display:grid;grid-template-columns:132px 20px minmax(0,1fr);padding:0 16px 0 14px}
.tl .when{padding:7px 0;text-align:right;color:var(--text-2)}.tl .when span{display:block;font-size:11px;color:var(--text-3);font-family:var(--font-ui)}
.tl .rail{position:relative}.tl .rail:before{content:"";position:absolute;left:50%;top:0;bottom:0;border-left:1px solid var(--line-strong)}
.tl .rail:after{content:"";position:absolute;left:50%;top:13px;width:9px;height:9px;margin-left:-4px;border-radius:50%;background:var(--surface);border:2px solid var(--text-2)}
.tl li:first-child .rail:before{top:13px}.tl li:last-child .rail:before{bottom:auto;height:13px}
.tl .what{padding:6px 0 7px 8px;min-width:0}.tl .what>a{color:inherit;text-decoration:none}.tl .what>a:hover{background:var(--accent-soft)}
.tl .gap{color:var(--text-3);font-size:12px}.tl .gap .rail:before{border-left:2px dotted var(--line-strong);margin-left:-.5px}.tl .gap .rail:after{display:none}.tl .gap .what{padding:4px 0 4px 8px}.said{font-size:13px;color:var(--text-2);border-left:2px solid var(--accent);padding-left:8px;margin-top:4px;max-width:74ch}
.meta{display:flex;flex-wrap:wrap;gap:4px 6px;align-items:center;margin-top:4px;font-size:12px;color:var(--text-2)}
.chip{border:1px solid var(--line-strong);border-radius:99px;padding:0 8px;font-size:11px;line-height:18px;color:var(--text-2);overflow-wrap:anywhere}
.chip.phase{border-color:var(--text-3);color:var(--text);font-weight:550}
.out{display:inline-flex;gap:5px;align-items:center;font-size:12px;color:var(--text-2)}.out:before{content:"";width:8px;height:8px;border-radius:2px;background:var(--o)}
.o-allowed{--o:var(--allowed)}.o-denied{--o:var(--denied)}.o-unauthenticated{--o:var(--unauthenticated)}.o-failed,.o-refused{--o:var(--failed)}.o-open{--o:var(--open)}.o-unknown{--o:var(--line-strong)}
/* verdict marks: line and glyph carry the meaning, the hue only supports it */
.v{overflow-wrap:anywhere;unicode-bidi:isolate;text-decoration-skip-ink:none;text-underline-offset:4px}
.g{font:600 .82em/1 var(--font-value);margin-right:.3em;display:inline-block;min-width:1ch;text-align:center;user-select:none;-webkit-user-select:none;text-decoration:none}
.observed{text-decoration:underline solid var(--observed) 1.5px}.authenticated{text-decoration:underline solid var(--authenticated) 1px}.derived{text-decoration:underline dotted var(--derived) 1.5px}
.third-party{text-decoration:underline dashed var(--third-party) 1.5px}.claimed{text-decoration:underline wavy var(--claimed) 1px}
.contradicted{text-decoration:underline wavy var(--contradicted) 1px;text-underline-offset:3px}.contradicted>span{text-decoration:underline wavy var(--contradicted) 1px;text-underline-offset:6.5px;padding-bottom:4px}
.in,.mv,.keep{white-space:nowrap}.in>.v,.mv>.v{white-space:normal}.in>.g{font-size:.7em;margin:0 .15em 0 0;vertical-align:.35em;min-width:0}.nowrap{white-space:nowrap}
.unverifiable{font-style:italic;color:var(--text-2)}
.g-observed{color:var(--observed)}.g-authenticated{color:var(--authenticated)}.g-derived{color:var(--derived)}.g-third-party{color:var(--third-party)}.g-claimed{color:var(--claimed)}.g-contradicted{color:var(--contradicted)}.g-unverifiable{color:var(--unverifiable)}
.esc{font-family:var(--font-value);font-size:.92em;background:var(--soft-bad);color:var(--contradicted);border-radius:2px;padding:0 1px;outline:1px solid currentColor;outline-offset:-1px}
.absent{font-style:italic;color:var(--text-3)}
/* one entry */
.entry{margin-bottom:20px;overflow:hidden}.entry>header{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;padding:9px 16px;background:var(--sunken);border-bottom:1px solid var(--line);font-size:13px;color:var(--text-2)}
.entry .no{font-weight:650;color:var(--text)}.entry header time{color:var(--text);font-weight:600}.entry header .push{margin-left:auto}
.entry>div{padding:14px 16px 16px}.entry h3{font-size:16px;line-height:1.6;font-weight:600;letter-spacing:-.005em;max-width:76ch;text-wrap:pretty}.entry h3 .v{font-weight:500}
.entry h4{margin:18px 0 6px;display:flex;gap:4px;align-items:baseline}.entry h4.stage{text-transform:none;letter-spacing:0;font-size:12px}
.note{border-left:3px solid var(--accent);padding:2px 0 2px 12px;margin:12px 0;max-width:76ch}.note p+p{margin-top:6px}.note cite{display:block;font-style:normal;font-size:11px;color:var(--text-3)}
.sig{border-left:3px solid var(--contradicted);background:var(--soft-bad);border-radius:0 4px 4px 0;padding:6px 12px;margin-top:6px;font-size:13px;max-width:82ch}.sig code{color:var(--contradicted);font-weight:600}
.cmd{margin-top:6px;padding:6px 12px;border:1px dashed var(--line);border-radius:4px;font-size:13px;max-width:82ch;overflow-wrap:anywhere}.cmd small{display:block;color:var(--text-2)}
.sig.changes{border-color:var(--claimed);background:var(--sunken)}.sig.changes code{color:var(--claimed)}
.stages{display:grid;grid-template-columns:max-content minmax(80px,1fr) max-content max-content;gap:4px 14px;align-items:center;font-size:13px}.stages li{display:contents}
.bar{display:block;width:100%;height:14px;overflow:visible;fill:var(--text)}.bar .track{fill:var(--sunken)}.bar .run{fill:var(--o,var(--allowed))}.issues{margin-top:12px}
.stages .num{color:var(--text-2);font-size:12px;text-align:right}.anomaly{color:var(--contradicted)}.remarks{font-size:13px;margin-top:6px;color:var(--text-2);max-width:82ch}
.kv{display:grid;grid-template-columns:fit-content(216px) minmax(0,1fr);gap:3px 16px;font-size:13px}.kv>div{display:contents}.kv dt{color:var(--text-3);min-width:132px;overflow-wrap:anywhere}.kv dd{min-width:0}.kv small{display:block;font-size:12px;color:var(--text-3);margin-bottom:3px;max-width:82ch}
details{border:1px solid var(--line);border-radius:6px;margin-top:10px}summary{cursor:pointer;padding:6px 12px;font-size:13px;color:var(--text-2)}summary:hover{color:var(--text)}details[open]>summary{border-bottom:1px solid var(--line)}details>div{padding:4px 14px 14px}
.tally{white-space:nowrap;margin-left:8px}
pre{margin:0;padding:10px 12px;background:var(--sunken);border:1px solid var(--line);border-radius:4px;font:12px/1.55 var(--font-value);white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}pre .v{font-size:1em}
.place{font-size:12px;color:var(--text-2);margin-top:10px;display:grid;gap:2px}.place .v{color:var(--text);text-decoration:none}.hash{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:13px}th{text-align:left;font-size:11px;font-weight:600;color:var(--text-3);padding:6px 12px;background:var(--sunken);border-bottom:1px solid var(--line)}td{padding:7px 12px;border-bottom:1px solid var(--line);vertical-align:top}tbody>tr:last-child>td{border-bottom:0}td.n,th.n{text-align:right;white-space:nowrap}tr.sha td{padding-top:0;font-size:12px;color:var(--text-2)}tr.has-sha td{border-bottom:0}
.table{overflow-x:auto}.rely{display:grid;grid-template-columns:1fr 1fr;gap:16px;margin-top:16px;align-items:start}.rely>div{padding:12px 16px}.rely ul{display:grid;gap:6px;margin-top:6px;font-size:13px}.rely li{padding-left:16px;position:relative}.rely li:before{position:absolute;left:0;content:"–";color:var(--text-3)}
.check>li{margin-top:14px;font-size:13px}.check pre{margin-top:4px}
footer{grid-column:2;border-top:1px solid var(--line);padding-top:12px;font-size:12px;color:var(--text-3)}
@media (max-width:1000px){.page{grid-template-columns:minmax(0,1fr)}.toc{display:none}footer{grid-column:1}}
@media (max-width:680px){.page{padding:0 14px 40px}.rely{grid-template-columns:1fr}.tl li{grid-template-columns:16px minmax(0,1fr);padding:0 10px}.tl .when{grid-column:2;text-align:left;padding:6px 0 0 8px}.tl .when span{display:inline;margin-right:6px}.tl .rail{grid-row:1/span 2;grid-column:1}.tl .gap .when{display:none}.tl .what{grid-column:2}.kv{grid-template-columns:minmax(0,1fr);gap:0}.kv dt{margin-top:6px}.stages{grid-template-columns:minmax(0,1fr) max-content}.bar,.stages .at{display:none}}
@media print{@page{margin:14mm 13mm 16mm}
:root{color-scheme:light}body{background:#fff;font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.page{display:block;max-width:none;padding:0;zoom:.84}.kv small{display:inline;margin-left:.6em}.entry h4{margin-top:12px}.card,.entry,details{box-decoration-break:slice}.toc,.skip{display:none}.top{padding-top:0}
a{color:inherit;text-decoration:none}.card,.entry{overflow:visible}h2,h3,h4,.sub,.entry>header,summary{break-after:avoid}.tl li,.sig,.kv>div,.stages li,.rely>div,tr,.place>div,.note{break-inside:avoid}
#entries{break-before:page}details::details-content{content-visibility:visible;block-size:auto;opacity:1}summary{list-style:none}pre{font-size:8pt}.entry{break-inside:auto}.entry h3{font-size:11.5pt}}
</style>`;
