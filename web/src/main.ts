// Starts the application.
import { createApp } from 'vue'
import App from './App.vue'
import { currentLanguage, i18n, setLanguage } from './i18n'
import { router } from './router'
import { restoreTextSize } from './logic/text_size'
import './styles/tokens.css'
import './styles/base.css'
import './styles/element.css'
import './styles/form.css'
import './styles/print.css'

setLanguage(currentLanguage())
restoreTextSize()
createApp(App).use(i18n).use(router).mount('#app')
