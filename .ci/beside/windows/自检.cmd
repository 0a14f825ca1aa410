@echo off
rem 检查程序在这台电脑上能否正常工作，把结果写到旁边的“自检报告.txt”，可以用邮件发给技术人员。
title 河北区碳达峰年度自评估 自检
echo 正在自检，约半分钟……
start "" /wait "%~dp0hebei-carbon-assessment.exe" --self-test --report "%~dp0自检报告.txt"
if errorlevel 1 (
  echo 有检查没有通过，或者没有写成报告。
) else (
  echo 全部通过。
)
echo 报告：%~dp0自检报告.txt
if not defined CHECK_ONLY pause
