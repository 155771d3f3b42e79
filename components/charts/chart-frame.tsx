"use client";

import { Download, LineChart, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { Tooltip } from "../ui/tooltip";
import { chartCsv, download } from "./chart-csv";
import type { ChartPoint, ChartSeries, ChartTime, ChartUnit } from "./chart-data";
import { ChartTable } from "./chart-table";

export interface ChartFrameProps {
  /** The finding's unit and period: "Spend by team, this month". */
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  time: ChartTime;
  unit: ChartUnit;
  /** The chart itself. */
  children: ReactNode;
}

/** What every chart has around it: title, its own controls, the same numbers as a table, and as CSV. */
export function ChartFrame({ title, description, actions, series, points, time, unit, children }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  const save = () => download(`${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.csv`, chartCsv(series, points));
  return (
    <Card>
      <CardHeader
        title={title}
        description={description}
        actions={
          <>
            {actions}
            <span className="flex">
              <Tooltip content={asTable ? "Show as a chart" : "Show as a table"}>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-pressed={asTable}
                  aria-label={`Show ${title} as a table`}
                  onClick={() => setAsTable(!asTable)}
                >
                  {asTable ? <LineChart /> : <Table2 />}
                </Button>
              </Tooltip>
              <Tooltip content="Download CSV">
                <Button variant="ghost" size="icon-sm" aria-label={`Download ${title} as CSV`} onClick={save}>
                  <Download />
                </Button>
              </Tooltip>
            </span>
          </>
        }
      />
      {asTable ? <ChartTable label={title} series={series} points={points} time={time} unit={unit} /> : children}
    </Card>
  );
}
