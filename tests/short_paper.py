"""A paper of eight lines with something to flag in most of them, of an invented unit."""

TEXT = (
    "青岚县水利局党组2024年度民主生活会对照检查材料\n"
    "一、存在的主要问题\n"
    "一是理论学习不够深入。中心组学习XX次，学用脱节。\n"
    "二是联系群众少。2024年只下乡2次，没有到用水困难的村去过。\n"
    "二、原因分析\n"
    "一是学习抓得不紧。\n"
    "三、整改措施\n"
    "一是加强学习，形成长效机制。\n"
)
