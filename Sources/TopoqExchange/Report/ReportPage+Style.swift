// How the report looks: on a desk, on a phone, on paper.

extension ReportPage {
  /// Text on white keeps a contrast of at least 4.5 to 1; loss, gain and the rest differ in
  /// lightness too, for whoever does not tell red from green.
  static let style = """
    :root { color-scheme: light; --ink: #17212b; --faint: #53606c; --line: #dde3e9; --ground: #f3f5f7;
      --track: #edf0f3; --plain: #2b66ad; --loss: #c2410c; --gain: #15803d; }
    * { box-sizing: border-box; } html { font-size: 15px; }
    body { margin: 0 auto; max-width: 80rem; padding: 1.25rem; color: var(--ink);
      background: var(--ground); font: 1rem/1.45 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
    header p { margin: .25rem 0 1.25rem; color: var(--faint); }
    h2 { font-size: 1.2rem; margin: 2rem 0 .75rem; break-after: avoid; }
    h3, .wide > h2 { font-size: 1rem; margin: 0 0 .5rem; break-after: avoid; }
    .sections { columns: 2; column-gap: 1rem; }
    section { display: inline-block; width: 100%; margin: 0 0 1rem; padding: 1rem; background: #fff;
      border: 1px solid var(--line); border-radius: 8px; break-inside: avoid; }
    section.wide { display: block; column-span: all; }
    table { border-collapse: collapse; width: 100%; font-size: .87rem;
      font-variant-numeric: tabular-nums; }
    thead { display: table-header-group; }
    tr { break-inside: avoid; }
    th, td { padding: .3rem .7rem .3rem 0; text-align: left; font-weight: 400;
      border-bottom: 1px solid var(--line); vertical-align: top; }
    th:last-child, td:last-child { padding-right: 0; }
    thead th { font-weight: 600; color: var(--faint); vertical-align: bottom; }
    th.number, td.number { text-align: right; }
    td.number, td.day { white-space: nowrap; }
    tbody th { min-width: 6rem; overflow-wrap: anywhere; }
    tr.more td { color: var(--faint); white-space: normal; border-bottom: 0; }
    svg.bar { display: block; width: 100%; height: 5px; margin-top: .2rem; }
    .plain rect { fill: var(--plain); } .loss rect { fill: var(--loss); }
    .gain rect { fill: var(--gain); } svg.bar rect.track { fill: var(--track); }
    p.asked, dd.asked { margin: .5rem 0 0; color: var(--faint); font-size: .78rem; line-height: 1.35;
      overflow-wrap: anywhere; }
    p.asked + p.asked { margin-top: .1rem; }
    code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
    p.none { color: var(--faint); margin: .2rem 0; }
    dl.figures { display: grid; gap: 1rem; margin: 0;
      grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); }
    dl.figures dt { color: var(--faint); font-size: .87rem; }
    dl.figures dd { margin: 0; font-size: 1.35rem; font-weight: 600; line-height: 1.25;
      white-space: pre-line; font-variant-numeric: tabular-nums; }
    dl.figures dd.asked { font-size: .74rem; font-weight: 400; margin-top: .25rem; }
    .charts { display: grid; gap: .9rem 1.25rem; margin-bottom: .6rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
    figure { margin: 0; min-width: 0; }
    figcaption { display: flex; justify-content: space-between; gap: .5rem; font-size: .87rem; }
    figcaption b { font-weight: 600; }
    svg.months { display: block; width: 100%; height: 4.5rem; border-bottom: 1px solid var(--faint); }
    svg.months rect.now { opacity: .55; }
    .axis { display: flex; justify-content: space-between; gap: .5rem; color: var(--faint);
      font-size: .74rem; white-space: nowrap; }
    summary { color: var(--faint); font-size: .8rem; cursor: pointer; margin-bottom: .2rem; }
    details table { font-size: .8rem; } details th, details td { padding-top: .12rem; padding-bottom: .12rem; }
    svg.map { display: block; width: 100%; margin: 0 auto; border: 1px solid var(--line);
      background: #fbfcfd; }
    .map .routes { fill: none; stroke: #7c8a98; stroke-width: 1px; }
    .map .olt rect { fill: var(--ink); stroke: #fff; stroke-width: 1px; }
    .map .olt text { font-size: 11px; font-weight: 600; fill: var(--ink); paint-order: stroke;
      stroke: #fff; stroke-width: 3px; }
    .map .spot circle { fill: var(--loss); fill-opacity: .82; stroke: #fff; stroke-width: 1px; }
    .map .spot text { fill: #fff; font-size: 10px; font-weight: 600; text-anchor: middle; }
    .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .5rem 0 0; padding: 0;
      list-style: none; font-size: .8rem; color: var(--faint); }
    .legend svg { width: 1.4em; height: 1em; vertical-align: -.12em; margin-right: .3em; }
    footer { color: var(--faint); font-size: .8rem; }
    @media (max-width: 56rem) { .sections { columns: 1; } }
    @media (max-width: 34rem) { body { padding: .75rem; } section { padding: .75rem; }
      table { font-size: .78rem; } details table { font-size: .74rem; } th, td { padding-right: .4rem; }
      tbody th { min-width: 4rem; } dl.figures { grid-template-columns: 1fr 1fr; }
      dl.figures dd { font-size: 1.1rem; } .map.large .olt text { display: none; }
      .map.large .olt rect { fill-opacity: .6; } .map .spot.many circle { r: 9px; }
      .map .spot.many text { font-size: 8px; } }
    @page { size: A4; margin: 14mm 12mm; }
    @media print { html { font-size: 10.5px; } body { max-width: none; padding: 0; background: #fff; }
      .sections { columns: 1; } section { display: block; padding: 0 0 1rem; border: 0; margin: 0; }
      h2 { margin: 1rem 0 .75rem; border-bottom: 1px solid var(--ink); }
      summary { display: none; } svg.months { height: 3rem; }
      .charts { grid-template-columns: 1fr 1fr; } dl.figures { grid-template-columns: repeat(3, 1fr); }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
    """
}
