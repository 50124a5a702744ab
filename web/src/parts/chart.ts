// The parts of ECharts we draw with, and nothing else of it.
import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, AriaComponent, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])
export { init }
